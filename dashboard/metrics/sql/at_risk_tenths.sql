-- one row per tenth of customers, by expected loss from the largest: how many, the loss, and its variance by chance
with ranked as (
  select at_risk, p_leave, ntile(10) over (order by at_risk desc, customer_id) as tenth
  from customer_outlook
  where {people}
)
select
  tenth::bigint as tenth, count(*)::bigint as customers, sum(at_risk)::double as loss, sum(p_leave)::double as leaving,
  sum(case when p_leave > 0 then at_risk * at_risk * (1 - p_leave) / p_leave else 0 end)::double as variance,
  min(at_risk)::double as least, max(at_risk)::double as most
from ranked
group by tenth
order by tenth
