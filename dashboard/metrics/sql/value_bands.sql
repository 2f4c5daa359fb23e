-- one row per band of value: customers in it, and what they are worth together
select
  len(list_filter($edges::double[], lambda x: x <= clv))::bigint as place, count(*)::bigint as customers,
  sum(clv)::double as total
from customer_outlook
where {people}
group by 1
order by 1
