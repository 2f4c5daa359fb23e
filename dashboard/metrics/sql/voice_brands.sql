-- one row per window and brand (empty: the company itself): mentions, of the kinds that name competitors or of all
with {with windows},
comparable as (
  select kind from brand_day where not own group by kind
)
select $label[w.number] as label, b.brand, sum(b.mentions)::double as mentions
from windows w
join brand_day b on b.day >= w.first_day and b.day < w.end_day
where ($every_kind or b.kind in (select c.kind from comparable c))
  and {scope}
group by w.number, b.brand
order by label, b.brand nulls first
