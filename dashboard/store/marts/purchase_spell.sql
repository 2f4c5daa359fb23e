-- one row per stretch of purchases of a customer without a pause longer than the company's inactive days
with days as (
  select o.customer_id, o.day, sum(o.amount) as amount
  from fact_purchase o
  where o.customer_id is not null and o.day is not null
  group by o.customer_id, o.day
),
with_previous as (
  select d.*, lag(d.day) over (partition by d.customer_id order by d.day) as previous_day from days d
),
numbered as (
  select
    p.*,
    sum(case when p.previous_day is null or days_between(p.previous_day, p.day) > rules.inactive_days then 1 else 0 end)
      over (partition by p.customer_id order by p.day rows between unbounded preceding and current row) as stretch
  from with_previous p
  cross join rules
)
select
  n.customer_id, min(n.day) as started_on, max(n.day) as last_on, sum(n.amount) as amount
from numbered n
group by n.customer_id, n.stretch
