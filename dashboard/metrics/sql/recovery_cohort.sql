-- one row per customer with an occasion that could fail in these days, or of those drawn by lot: the first that failed,
-- else the first of all
with seen as (
  select
    e.*,
    row_number() over (partition by e.customer_id order by e.failed desc, e.at, e.occasion_id) as place
  from recovery_episode e
  where e.judged and e.day >= $from_day and e.day < $to_day
    and (e.draw < concat('0', $own) or e.draw >= '1' and e.draw < concat('1', $others))
    and {scope}
)
select
  s.failed, s.recovered, s.day, s.segment::varchar as segment, s.region::varchar as region, s.bought_again, s.nps_after, s.csat_after, s.ces_after,
  s.orders_before, s.spend_before, s.last_order_days, s.tenure_days, s.contacts_before, s.score_before
from seen s
where s.place = 1 and (s.lot < $others or s.failed and s.recovered)
order by s.customer_id
