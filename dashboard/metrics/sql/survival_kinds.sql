-- one row per churn rule: times as a customer, and how many values each attribute has among them
select
  rule, count(*)::bigint as spells, count(distinct segment)::bigint as segment, count(distinct persona)::bigint as persona,
  count(distinct region)::bigint as region, count(distinct contract)::bigint as contract, count(distinct plan)::bigint as plan,
  count(started_on) > 0 as dated
from spell
where tenure_days >= 0
group by rule
order by rule
