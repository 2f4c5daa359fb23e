-- one row per churn rule, customer group, contract, plan and whether it has days: times as a customer that have a length
select
  s.rule, s.segment, s.persona, s.region, s.contract, s.plan, s.started_on is not null as dated, count(*) as spells
from spell s
where s.tenure_days >= 0
group by s.rule, s.segment, s.persona, s.region, s.contract, s.plan, s.started_on is not null
