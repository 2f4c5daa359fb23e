-- one row per day, device, and day on which the same customers were there before: known visitors and, apart, those who ordered;
-- who was there before the first of some days, or never, is new in them
with days as (
  select f.day, f.device, f.customer_id, max(case when f.ordered then 1 else 0 end) as ordered
  from fact_session f
  where f.day is not null and f.customer_id is not null
  group by f.day, f.device, f.customer_id
),
visits as (
  select f.day, f.device, lag(f.day) over (partition by f.customer_id, f.device order by f.day) as previous_day, 1 as visitors, 0 as buyers
  from days f
  union all
  select f.day, f.device, lag(f.day) over (partition by f.customer_id, f.device order by f.day), 0, 1
  from days f
  where f.ordered = 1
)
select v.day, v.device, v.previous_day, sum(v.visitors) as visitors, sum(v.buyers) as buyers
from visits v
group by v.day, v.device, v.previous_day
