-- one row per window and reason: contracts that ended in it, and the monthly value that left with them
with {with windows},
ended as (
  select s.ended_on, s.reason, s.customers, s.monthly_value
  from reason_day s
  where s.ended_on >= $earliest and s.ended_on < $latest
    and {people}
)
select
  $label[w.number] as label, e.reason, sum(e.customers)::bigint as customers, sum(e.monthly_value)::double as monthly_value
from windows w
join ended e on e.ended_on >= w.first_day and e.ended_on < w.end_day
group by w.number, e.reason
order by label, customers desc, e.reason
