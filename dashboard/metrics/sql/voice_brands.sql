-- one row per window and brand (empty: the company itself): mentions, of the kinds that name competitors or of all
with windows as (
  select unnest($label) as label, unnest($from_day) as first_day, unnest($to_day) as end_day
),
comparable as (
  select kind from brand_day where not own group by kind
)
select w.label, b.brand, sum(b.mentions)::double as mentions
from windows w
join brand_day b on b.day >= w.first_day and b.day < w.end_day
where ($every_kind or b.kind in (select c.kind from comparable c))
  and {scope}
group by all
order by w.label, b.brand nulls first
