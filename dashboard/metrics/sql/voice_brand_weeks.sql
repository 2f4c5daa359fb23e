-- one row per competitor, kind of mention and week back from the end: mentions; and how many weeks back the kind was first heard of
with heard as (
  select kind, cast(floor(date_diff('day', min(day), $until) / 7.0) as bigint) as weeks_known
  from brand_day
  group by kind
)
select
  b.brand, b.kind, cast(floor((date_diff('day', b.day, $until) - 1) / 7.0) as bigint) as weeks_ago,
  sum(b.mentions)::double as texts, any_value(h.weeks_known) as weeks_known
from brand_day b
join heard h on h.kind is not distinct from b.kind
where b.day < $until and b.day >= $earliest and not b.own
  and {scope}
group by all
order by b.brand, b.kind, weeks_ago
