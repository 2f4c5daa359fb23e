-- one row per step of the period: the customers who met a pain in it
with {with windows},
met as (
  select day, customer_id
  from pain
  where kind = $kind and what is not distinct from $what
    and (kind not in ('task', 'error', 'cart') or channel is not distinct from $in_channel)
    and day >= $start and day < $end
    and {scope}
)
select $label[w.number] as label, count(distinct m.customer_id)::double as customers
from windows w
left join met m on m.day >= w.first_day and m.day < w.end_day
group by w.number
order by label
