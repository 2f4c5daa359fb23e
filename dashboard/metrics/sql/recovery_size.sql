-- one row: occasions of these days in a slice of the lots, of customers who were ever recovered and of all others
select
  (count(*) filter (where e.draw < '1'))::bigint as own, (count(*) filter (where e.draw >= '1'))::bigint as others
from recovery_episode e
where e.judged and e.day >= $from_day and e.day < $to_day
  and (e.draw < concat('0', $slice) or e.draw >= '1' and e.draw < concat('1', $slice))
  and {scope}
