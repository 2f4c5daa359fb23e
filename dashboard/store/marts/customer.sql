-- one row per customer: everyone on the customer list, who bought or who had a contract
with known as (
  select p.customer_id from person p
  union
  select o.customer_id from fact_purchase o where o.customer_id is not null
  union
  select coalesce(i.customer_id, s.customer_id)
  from record.subscription s
  left join identity i on i.given = s.customer_id
  where s.customer_id is not null
),
contracts as (
  select c.customer_id, min(c.started_on) as first_on from contract_spell c group by c.customer_id
),
bought as (
  select
    o.customer_id, min(o.day) as first_on, max(o.day) as last_on, count(*) as orders,
    round(sum(o.amount), 6) as revenue_total,
    round(sum(case when days_between(o.day, rules.as_of) between 0 and 364 then o.amount else 0 end), 6) as revenue_365
  from fact_purchase o
  cross join rules
  where o.customer_id is not null
  group by o.customer_id
)
select
  k.customer_id,
  coalesce(p.since, least(c.first_on, b.first_on)) as since,
  p.segment, p.persona, p.region,
  cast(date_trunc('month', coalesce(p.since, least(c.first_on, b.first_on))) as date) as cohort_month,
  b.first_on as first_order_on, b.last_on as last_order_on, coalesce(b.orders, 0) as orders,
  coalesce(b.revenue_365, 0) as revenue_365, coalesce(b.revenue_total, 0) as revenue_total
from known k
left join person p on p.customer_id = k.customer_id
left join contracts c on c.customer_id = k.customer_id
left join bought b on b.customer_id = k.customer_id
