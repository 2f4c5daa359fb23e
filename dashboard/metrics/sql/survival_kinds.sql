-- one row per churn rule: times as a customer, and how many values each attribute has among them
select
  rule, sum(spells)::bigint as spells, count(distinct segment)::bigint as segment, count(distinct persona)::bigint as persona,
  count(distinct region)::bigint as region, count(distinct contract)::bigint as contract, count(distinct plan)::bigint as plan,
  bool_or(dated) as dated
from spell_kind
group by rule
order by rule
