-- one row per unbroken time under contract of a customer: overlapping and adjoining subscriptions are one
with contracts as (
  select
    s.subscription_id, coalesce(i.customer_id, s.customer_id) as customer_id, s.region, s.monthly_amount,
    s.contract, s.plan, s.reason, s.started_on,
    coalesce(
      s.ended_on,
      case when s.churned and s.tenure_months between 0 and 1200
        then days_after(s.started_on, cast(round(s.tenure_months * 30.4375) as int)) end
    ) as ended_on
  from record.subscription s
  left join identity i on i.given = s.customer_id
  where s.customer_id is not null and s.started_on is not null
    and (s.ended_on is null or s.ended_on >= s.started_on)
    and (s.ended_on is not null or s.tenure_months between 0 and 1200 or not coalesce(s.churned, false))
),
with_reach as (
  select
    c.*,
    max(coalesce(c.ended_on, date '9999-12-30')) over (
      partition by c.customer_id order by c.started_on, c.subscription_id
      rows between unbounded preceding and 1 preceding
    ) as reach
  from contracts c
),
numbered as (
  select
    r.*,
    sum(case when r.reach is null or r.started_on > days_after(r.reach, 1) then 1 else 0 end) over (
      partition by r.customer_id order by r.started_on, r.subscription_id
      rows between unbounded preceding and current row
    ) as stretch
  from with_reach r
),
with_end as (
  select
    n.*,
    max(coalesce(n.ended_on, date '9999-12-30')) over (partition by n.customer_id, n.stretch) as last_on
  from numbered n
)
select
  e.customer_id, min(e.started_on) as started_on,
  case when max(e.last_on) < date '9999-12-30' then max(e.last_on) end as ended_on,
  round(sum(case when coalesce(e.ended_on, date '9999-12-30') = e.last_on then e.monthly_amount end), 6)
    as monthly_value,
  max(e.region) as region,
  max(case when coalesce(e.ended_on, date '9999-12-30') = e.last_on then e.contract end) as contract,
  max(case when coalesce(e.ended_on, date '9999-12-30') = e.last_on then e.plan end) as plan,
  max(case when coalesce(e.ended_on, date '9999-12-30') = e.last_on then e.reason end) as reason
from with_end e
group by e.customer_id, e.stretch
