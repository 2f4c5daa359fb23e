-- one row per churn rule and unbroken time as a customer by it, and the how manieth of the customer it is; undated
-- contracts have only a tenure
with spells as (
  select
    c.customer_id, 'contract' as rule, c.started_on, c.ended_on, c.monthly_value, c.region,
    cast(null as double) as told_tenure_days, c.ended_on is not null and c.ended_on <= rules.as_of as churned,
    c.contract, c.plan, c.reason
  from contract_spell c
  cross join rules
  union all
  select
    coalesce(i.customer_id, s.customer_id), 'contract', null, null, s.monthly_amount, s.region,
    s.tenure_months * 30.4375, s.churned, s.contract, s.plan, s.reason
  from record.subscription s
  left join identity i on i.given = s.customer_id
  where s.started_on is null and s.customer_id is not null
  union all
  select
    p.customer_id, 'inactivity', p.started_on,
    case when days_after(p.last_on, rules.inactive_days) <= rules.as_of
      then days_after(p.last_on, rules.inactive_days) end,
    round(p.amount / greatest(days_between(p.started_on, p.last_on) / 30.4375, 1), 6), null, null,
    days_after(p.last_on, rules.inactive_days) <= rules.as_of, null, null, null
  from purchase_spell p
  cross join rules
),
told as (
  select
    s.customer_id, s.rule, s.started_on, s.ended_on, s.monthly_value,
    coalesce(s.told_tenure_days, days_between(s.started_on, least(s.ended_on, rules.as_of))) as tenure_days,
    s.churned, cast(null as varchar) as channel, cast(null as varchar) as stage,
    p.segment, p.persona, coalesce(p.region, s.region) as region, cast(null as varchar) as team,
    s.contract, s.plan, s.reason
  from spells s
  cross join rules
  left join person p on p.customer_id = s.customer_id
)
select
  t.*,
  row_number() over (
    partition by t.customer_id, t.rule
    order by case when t.tenure_days >= 0 then 0 else 1 end, coalesce(t.started_on, date '1900-01-01'), t.ended_on
  ) as turn
from told t
