-- one row: customers with an outlook, what they are worth together, and where the middle and the ends lie
with ranked as (
  select clv, ntile(10) over (order by clv desc, customer_id) as tenth
  from customer_outlook
  where {people}
)
select
  count(*)::bigint as customers, coalesce(sum(clv), 0)::double as total, quantile_cont(clv, 0.05)::double as low,
  quantile_cont(clv, 0.5)::double as middle, quantile_cont(clv, 0.99)::double as high, max(clv)::double as highest,
  coalesce(sum(clv) filter (where tenth = 1), 0)::double as first_tenth
from ranked
