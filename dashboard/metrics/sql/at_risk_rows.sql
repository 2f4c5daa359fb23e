-- one row per customer, the largest expected loss first
select customer_id, segment, persona, region, p_leave, revenue_365, clv, at_risk, method, as_of
from customer_outlook
where {people}
order by at_risk desc, customer_id
limit $most
