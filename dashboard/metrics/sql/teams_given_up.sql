-- one row per team and waiting time of contacts their customers gave up before they were resolved: how many
select
  team, (case when $business then resolution_business_s else resolution_read_s end)::double as seconds, count(*)::double as n
from fact_contact
where day >= $start and day < $end and gave_up
  and {scope}
group by all
having seconds is not null
