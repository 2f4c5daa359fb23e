-- one row per customer who bought or has a contract: how much of a regular, how content, and whether loyal by both
with bought as (
  select
    o.customer_id,
    sum(case when o.day > days_after(rules.as_of, -365) then 1 else 0 end) as orders_365
  from fact_purchase o
  cross join rules
  where o.customer_id is not null and o.day <= rules.as_of
  group by o.customer_id
),
under_contract as (
  select s.customer_id, max(s.tenure_days) as tenure_days, max(s.contract) as contract, max(s.plan) as plan,
    max(s.monthly_value) as monthly_value
  from spell s
  where s.rule = 'contract' and not coalesce(s.churned, false)
  group by s.customer_id
),
known as (
  select distinct customer_id from (
    select b.customer_id from bought b
    union all
    select s.customer_id from spell s where s.rule = 'contract'
  ) every_one
),
answers as (
  select
    a.customer_id,
    case a.kind when 'nps' then 1 when 'csat' then 2 else 3 end as place,
    coalesce(a.promoter, a.satisfied, a.easy) as is_high, a."at", a.answer_id
  from fact_answer a
  where a.customer_id is not null and coalesce(a.promoter, a.satisfied, a.easy) is not null
),
latest as (
  select n.customer_id, n.is_high
  from (
    select a.*, row_number() over (partition by a.customer_id order by a.place, a."at" desc, a.answer_id desc) as place_of
    from answers a
  ) n
  where n.place_of = 1
),
company as (
  select
    (select count(*) from bought) > 0 as has_orders,
    (select count(*) from latest l join known k on k.customer_id = l.customer_id) > 0 as has_scores
),
ranked as (
  select
    k.customer_id, b.orders_365, u.tenure_days, u.contract, u.plan, u.monthly_value, l.is_high,
    percent_rank() over (partition by b.customer_id is null order by b.orders_365) as orders_rank,
    percent_rank() over (partition by u.customer_id is null order by u.tenure_days) as tenure_rank
  from known k
  left join bought b on b.customer_id = k.customer_id
  left join under_contract u on u.customer_id = k.customer_id
  left join latest l on l.customer_id = k.customer_id
),
tiered as (
  select
    r.*, c.has_orders, c.has_scores,
    coalesce(case when c.has_orders then r.orders_365 >= 2 and r.orders_rank >= 0.75
      else r.tenure_days is not null and r.tenure_rank >= 0.75 end, false) as in_tier
  from ranked r
  cross join company c
)
select
  t.customer_id, p.segment, p.persona, p.region, t.orders_365, t.tenure_days, t.contract, t.plan, t.monthly_value,
  t.is_high as score_is_high, t.in_tier, t.has_orders, t.has_scores,
  not t.has_scores or t.is_high is not null as compared,
  t.in_tier and (not t.has_scores or coalesce(t.is_high, false)) as loyal
from tiered t
left join person p on p.customer_id = t.customer_id
