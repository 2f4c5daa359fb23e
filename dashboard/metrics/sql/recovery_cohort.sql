-- one row per customer with an occasion that could fail in these days: the first that failed, else the first of all
with seen as (
  select
    e.*,
    row_number() over (partition by e.customer_id order by e.failed desc, e.at, e.occasion_id) as place
  from recovery_episode e
  where e.judged and e.day >= $from_day and e.day < $to_day
    and {scope}
)
select
  s.customer_id, s.failed, s.recovered, s.day, s.channel::varchar as channel, s.segment::varchar as segment,
  s.region::varchar as region, s.bought_again, s.nps_after, s.csat_after, s.ces_after,
  s.orders_before, s.spend_before, s.last_order_days, s.tenure_days, s.contacts_before, s.score_before
from seen s
where s.place = 1
order by s.customer_id
