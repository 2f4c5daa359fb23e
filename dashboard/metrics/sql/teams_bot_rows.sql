-- one row per bot contact, the newest first
select
  r.contact_id, r.at, r.team, r.topic, r.customer_id, r.handed_over, r.resolved, r.resolved_first_time, r.reopens
from fact_contact r
where r.is_bot
  and r.day >= $first
  and r.day < $end
  and {scope}
order by r.at desc
limit $most
