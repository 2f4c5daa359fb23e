-- one row per weekday (1 is Monday) and hour: contacts opened, and what queues did with them
select
  isodow(r.day)::integer as weekday, r.hour,
  sum(r.contacts)::bigint as contacts, sum(r.queued)::bigint as queued,
  sum(r.abandoned)::bigint as abandoned, sum(r.answered_in_target)::bigint as answered_in_target
from load_hour r
where r.day >= $start
  and r.day < $end
  and {scope}
group by all
order by all
