-- one row per churn rule, thing and level: customers there at the start of a stretch, and those who left in it
select
  f.rule, f.factor, f.level, sum(f.cases)::bigint as cases, sum(f.leavers)::bigint as leavers
from churn_factor f
where f.rule = $rule
  and {people}
group by f.rule, f.factor, f.level
order by f.factor, f.level
