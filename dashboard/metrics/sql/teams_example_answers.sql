-- one row per answer about an agent on a topic and channel: the unsatisfied ones with a comment first
select
  r.answer_id, r.day, r.channel, r.topic, r.score, r.scale_max, r.satisfied, r.comment, r.customer_id
from fact_answer r
where r.agent_id = $agent
  and r.kind = 'csat'
  and ($topic is null or coalesce(cast(r.topic as varchar), '') = $topic)
  and ($on_channel is null or coalesce(cast(r.channel as varchar), '') = $on_channel)
  and r.day >= $start
  and r.day < $end
  and {scope}
order by r.satisfied nulls last, r.comment is null, r.at desc, r.answer_id
limit $most
