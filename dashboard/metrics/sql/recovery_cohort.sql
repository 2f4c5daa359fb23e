-- one row per customer with an occasion that could fail in these days, or of those drawn by lot: the first that failed,
-- else the first of all; found by few columns, and only what was found is read whole
with first as (
  select e.rowid as line
  from recovery_episode e
  where e.judged and e.day >= $from_day and e.day < $to_day
    and (e.draw < concat('0', $own) or e.draw >= '1' and e.draw < concat('1', $others))
    and {scope}
  qualify row_number() over (partition by e.customer_id order by e.failed desc, e.at, e.occasion_id) = 1
)
select
  s.failed, s.recovered, s.day, s.segment::varchar as segment, s.region::varchar as region, s.bought_again, s.nps_after, s.csat_after, s.ces_after,
  s.orders_before, s.spend_before, s.last_order_days, s.tenure_days, s.contacts_before, s.score_before
from recovery_episode s
join first f on f.line = s.rowid
where s.lot < $others or s.failed and s.recovered
order by s.customer_id
