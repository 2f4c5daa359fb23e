-- one row per loyal customer, those with most orders (else the longest contract) first
select customer_id, segment, persona, region, orders_365, tenure_days, contract, plan, score_is_high
from loyal_customer
where loyal
  and {people}
order by orders_365 desc nulls last, tenure_days desc nulls last, customer_id
limit $most
