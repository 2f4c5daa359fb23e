-- one row per day, search term, customer group and day on which the same people looked for it before: searches of which it
-- is known what they found; who is not known counts by visit
with searches as (
  select
    f.day, f.term, f.segment, f.persona, f.found_nothing,
    lag(f.day) over (
      partition by f.term, coalesce(f.customer_id, f.session_id, cast(f.at as varchar)) order by f.at
    ) as previous_day
  from fact_search f
  where f.day is not null and f.found_nothing is not null and f.term is not null
)
select
  s.day, s.term, s.segment, s.persona, s.previous_day,
  count(*) as searches, sum(case when s.found_nothing then 1 else 0 end) as found_nothing
from searches s
group by s.day, s.term, s.segment, s.persona, s.previous_day
