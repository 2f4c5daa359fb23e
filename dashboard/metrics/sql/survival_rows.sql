-- one row per time as a customer, those that ended last first
select customer_id, rule, started_on, ended_on, tenure_days, churned, segment, persona, region, contract, plan, reason
from spell
where rule = $rule
  and (started_on is null or started_on <= $until::date)
  and tenure_days >= 0
  and {people}
order by ended_on desc nulls last, tenure_days desc, customer_id
limit $most
