-- one row per way to begin, way to come back, step (day, week, month), customer and number of the step with something in it
with acts as (
  select 'order' as event, o.customer_id, o.day, sum(o.amount) as amount
  from fact_purchase o
  where o.customer_id is not null and o.day is not null
  group by o.customer_id, o.day
  union all
  select distinct 'visit', s.customer_id, s.day, cast(null as double)
  from fact_session s
  where s.customer_id is not null and s.day is not null
),
back as (
  select
    e.entry, a.event, e.customer_id, e.day as began, a.day, a.amount,
    days_between(date '1900-01-01', e.day) - rules.week_start as began_since_monday,
    days_between(date '1900-01-01', a.day) - rules.week_start as since_monday
  from cohort_entry e
  join acts a on a.customer_id = e.customer_id and a.day >= e.day
  cross join rules
  where a.day <= rules.as_of and not e.known_before
),
placed as (
  select b.entry, b.event, 'day' as grain, b.customer_id, days_between(b.began, b.day) as period, b.amount
  from back b
  union all
  select
    b.entry, b.event, 'week', b.customer_id,
    cast(floor(b.since_monday / 7.0) - floor(b.began_since_monday / 7.0) as bigint), b.amount
  from back b
  union all
  select
    b.entry, b.event, 'month', b.customer_id,
    12 * (extract(year from b.day) - extract(year from b.began)) + extract(month from b.day) - extract(month from b.began),
    b.amount
  from back b
)
select p.entry, p.event, p.grain, p.customer_id, p.period, sum(p.amount) as amount
from placed p
group by p.entry, p.event, p.grain, p.customer_id, p.period
