-- one row per contact of an agent on a topic and channel: the longest, reopened and unresolved ones first
select
  r.contact_id, r.day, r.channel, r.topic, r.status, r.first_reply_s as first_reply_seconds,
  r.resolution_s as resolution_seconds, r.resolved, r.reopens, r.resolved_first_time, r.customer_id
from fact_contact r
where r.agent_id = $agent
  and ($topic is null or coalesce(cast(r.topic as varchar), '') = $topic)
  and ($on_channel is null or coalesce(cast(r.channel as varchar), '') = $on_channel)
  and r.day >= $start
  and r.day < $end
  and {scope}
order by coalesce(r.reopens, 0) > 0 desc, r.resolved, r.resolution_s desc nulls last, r.contact_id
limit $most
