-- one row per contract that ended in the period, the newest end first
select
  s.customer_id, s.ended_on, s.reason, s.contract, s.plan, s.monthly_value, s.tenure_days, s.segment, s.persona, s.region
from spell s
where s.rule = 'contract' and s.churned and s.ended_on >= $start and s.ended_on < $end
  and {people}
order by s.ended_on desc, s.customer_id
limit $most
