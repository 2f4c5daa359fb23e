-- one row per answer, contact or task that the company's rule looks at: when it began and whether it failed; an answer
-- is taken back to the customer's latest contact of the days before it when both are of one stage of the journey
with answers as (
  select
    a.answer_id, a.customer_id, a.at, a.channel, a.stage, a.segment, a.persona, a.region, a.team,
    a.scale_max - a.scale_min >= 4
      and (case when a.direction = 'down' then a.scale_max - a.score else a.score - a.scale_min end)
        / (a.scale_max - a.scale_min) <= d.bad_share as is_bad
  from fact_answer a
  cross join recovery_days d
  cross join recovery_sign s
  where s.bad_answer and a.customer_id is not null and a.at is not null and a.score is not null
    and a.scale_max > a.scale_min and a.score between a.scale_min and a.scale_max
    and a.kind in (select m.value from recovery_mark m where m.role = 'answer')
    and (not s.names_touchpoints
      or a.touchpoint in (select m.value from recovery_mark m where m.role = 'touchpoint'))
),
led_to as (
  select a.answer_id, max(c.at) as at
  from answers a
  join recovery_contact c
    on c.customer_id = a.customer_id and c.stage = a.stage and c.at <= a.at and a.at <= c.landmark_at
    and not c.is_marker
  group by a.answer_id
),
again as (
  select distinct c.contact_id
  from recovery_contact c
  join recovery_contact n
    on n.customer_id = c.customer_id and coalesce(n.topic, '') = coalesce(c.topic, '') and n.contact_id <> c.contact_id
    and n.at > c.resolved_at and n.at <= c.landmark_at
),
contacts as (
  select
    c.*,
    s.bad_answer, s.topic as counts_topic,
    s.asked_again and g.contact_id is not null as was_asked_again,
    s.reopened and coalesce(c.reopens, 0) > 0 as was_reopened,
    s.left_open and c.resolution_known and coalesce(c.resolved_at > c.landmark_at, true) as was_left_open,
    s.negative_message and coalesce(c.sentiment_label = 'negative', false) as was_negative,
    s.topic and c.is_failure_topic as was_topic
  from recovery_contact c
  cross join recovery_sign s
  left join again g on g.contact_id = c.contact_id
  where not c.is_marker
    and (s.asked_again or s.reopened or s.left_open or s.negative_message or s.topic)
)
select
  concat('answer ', a.answer_id) as occasion_id, a.customer_id, coalesce(l.at, a.at) as at,
  a.channel, a.stage, a.segment, a.persona, a.region, a.team, a.is_bad as failed,
  case when a.is_bad then 'bad_answer' end as sign
from answers a
left join led_to l on l.answer_id = a.answer_id
union all
select
  concat('contact ', c.contact_id), c.customer_id, c.at, c.channel, c.stage, c.segment, c.persona, c.region, c.team,
  c.was_asked_again or c.was_reopened or c.was_left_open or c.was_negative or c.was_topic,
  case when c.was_left_open then 'left_open' when c.was_reopened then 'reopened'
    when c.was_asked_again then 'asked_again' when c.was_topic then 'topic' when c.was_negative then 'negative_message'
  end
from contacts c
union all
select
  concat('task ', t.session_id, ' ', t.task, ' ', cast(t.at as varchar)), t.customer_id, t.at, t.channel, t.stage,
  t.segment, t.persona, t.region, t.team, not t.finished,
  case when not t.finished then 'failed_task' end
from fact_task t
cross join recovery_sign s
where s.failed_task and t.mature and t.customer_id is not null and t.at is not null
