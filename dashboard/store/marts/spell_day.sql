-- one row per churn rule, day and customer group: times as a customer that began and that ended on it, and their monthly
-- values; running sums tell who was there on any day
with turns as (
  select
    s.rule, s.started_on as day, s.segment, s.persona, s.region, 1 as begun, 0 as ended, s.monthly_value as begun_value,
    cast(null as double) as ended_value
  from spell s
  where s.started_on is not null
  union all
  select s.rule, s.ended_on, s.segment, s.persona, s.region, 0, 1, null, s.monthly_value
  from spell s
  where s.started_on is not null and s.ended_on is not null
)
select
  t.rule, t.day, t.segment, t.persona, t.region, sum(t.begun) as begun, sum(t.ended) as ended,
  round(sum(t.begun_value), 6) as begun_value, round(sum(t.ended_value), 6) as ended_value,
  round(sum(t.begun_value * t.begun_value), 6) as begun_squares,
  round(sum(t.ended_value * t.ended_value), 6) as ended_squares
from turns t
group by t.rule, t.day, t.segment, t.persona, t.region
