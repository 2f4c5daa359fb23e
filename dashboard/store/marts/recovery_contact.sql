-- one row per contact of a known customer: when it was resolved, until when it can be made good, and what it is
select
  c.contact_id, c.customer_id, c.at, c.day, c.channel, c.stage, c.segment, c.persona, c.region, c.team, c.touchpoint,
  cast(c.topic as varchar) as topic, c.reopens, c.sentiment_label,
  case when c.resolution_observed then seconds_after(c.at, c.resolution_s) end as resolved_at,
  c.resolution_observed is not null as resolution_known,
  seconds_after(c.at, d.within_days * 86400) as landmark_at,
  k.value is not null as is_marker, f.value is not null as is_failure_topic
from fact_contact c
cross join recovery_days d
left join (select distinct m.value from recovery_mark m where m.role = 'marker') k on k.value = c.topic
left join (select distinct m.value from recovery_mark m where m.role = 'topic') f on f.value = c.topic
where c.customer_id is not null and c.at is not null
