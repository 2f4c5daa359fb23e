-- one row per contact that is still open, the oldest first
select
  r.contact_id, r.at, r.team, r.channel, r.topic, r.agent_id, r.status, r.customer_id,
  r.resolution_s as open_seconds, r.first_reply_observed as replied
from fact_contact r
where r.day < $end
  and r.resolution_s is not null
  and not r.resolution_observed
  and not coalesce(r.abandoned, false)
  and {scope}
order by r.at
limit $most
