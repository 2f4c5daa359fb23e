-- one row: what makes a customer loyal here, and how many are not compared because they gave no score
select
  coalesce(bool_or(has_orders), false) as has_orders, coalesce(bool_or(has_scores), false) as has_scores,
  min(orders_365) filter (where in_tier)::bigint as least_orders,
  min(tenure_days) filter (where in_tier)::double as least_days,
  count(*) filter (where not compared)::bigint as not_compared
from loyal_customer
where {people}
