-- one row per customer, the most valuable first
select customer_id, segment, persona, region, revenue_365, clv, p_leave, at_risk, method, as_of
from customer_outlook
where {people}
order by clv desc, customer_id
limit $most
