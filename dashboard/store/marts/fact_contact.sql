-- one row per contact: a ticket, call, chat, email or message; test and phantom calls are left out. `*_read_s`: the
-- time as it is read, exact or, where contacts are very many, in steps of 2 %
with contacts as (
  select
    c.*,
    coalesce(i.customer_id, c.customer_id) as known_customer_id,
    c.resolved_at is not null or coalesce(lower(c.status) in ('resolved', 'closed', 'solved'), false) as is_resolved
  from record.contact c
  left join identity i on i.given = c.customer_id
  where not coalesce(c.is_test, false)
),
aged as (
  select
    c.*,
    c.known_customer_id is not null and c.resolved_at is not null
      and seconds_between(c.resolved_at, s.until) >= rules.first_contact_resolution_days * 86400 as is_mature
  from contacts c
  left join contact_source s on s.source is not distinct from c._source
  cross join rules
),
many as (
  select (select count(*) from record.contact) > rules.exact_contacts as is_many from rules
)
select
  c.contact_id, c.opened_at as at, local_day(c.opened_at) as day, c.known_customer_id as customer_id,
  c.channel, t.stage, p.segment, p.persona, coalesce(c.region, p.region) as region, coalesce(c.team, g.team) as team,
  c.touchpoint, c.topic, c.agent_id, c.status, c.subject, c.message, c.language, c.sentiment,
  case when c.sentiment >= 0.05 then 'positive' when c.sentiment <= -0.05 then 'negative'
    when c.sentiment is not null then 'neutral' end as sentiment_label,
  c._source as source,
  coalesce(c.is_bot, g.is_bot, false) as is_bot, c.handed_over,
  coalesce(c.queued, case when c.queue_seconds is not null then true end) as queued,
  c.abandoned, c.queue_seconds, c.handle_seconds, c.reopens,
  w.first_reply_s, w.first_reply_observed, w.first_reply_business_s,
  w.first_reply_any_s, w.first_reply_any_observed,
  w.resolution_s, w.resolution_observed, w.resolution_business_s, w.gave_up,
  case when m.is_many then in_steps(w.first_reply_s) else w.first_reply_s end as first_reply_read_s,
  case when m.is_many then in_steps(w.resolution_s) else w.resolution_s end as resolution_read_s,
  c.is_resolved as resolved, c.is_mature as mature,
  case when c.is_mature then a.contact_id is null and coalesce(c.reopens, 0) = 0 end as resolved_first_time
from aged c
cross join many m
left join contact_wait w on w.contact_id = c.contact_id
left join contact_again a on a.contact_id = c.contact_id
left join person p on p.customer_id = c.known_customer_id
left join record.agent g on g.agent_id = c.agent_id
left join touchpoint_stage t on t.touchpoint = c.touchpoint
