-- one row per time that a known customer met something that went wrong, or had to ask: what, where, the row it is on,
-- and the days on which the customer met the same before, anywhere and in this channel
with failed as (
  select
    e.at, e.day, e.customer_id, e.session_id, e.channel, e.stage, e.segment, e.persona, e.region, e.team,
    coalesce(cast(e.touchpoint as varchar), cast(e.task as varchar)) as step,
    coalesce(e.error, 'error') as what, t.task,
    row_number() over (
      partition by e.source, e.session_id, e.customer_id, e.at, e.error order by t.at desc, t.task
    ) as turn
  from fact_event e
  left join fact_task t
    on t.session_id = e.session_id and t.source is not distinct from e.source and t.has_error and t.at <= e.at
  where (e.name = 'error' or e.error is not null) and e.customer_id is not null and e.at is not null
),
met as (
  select
    f.at, f.day, f.customer_id, f.channel, f.segment, f.persona, f.region, f.team, 'error' as kind, f.what,
    coalesce(f.step, cast(f.task as varchar)) as step, f.session_id as row_id
  from failed f
  where f.turn = 1
  union all
  select
    t.at, t.day, t.customer_id, t.channel, t.segment, t.persona, t.region, t.team, 'task', cast(t.task as varchar),
    cast(t.task as varchar), t.session_id
  from fact_task t
  where t.mature and not t.finished and t.task is not null
  union all
  select
    c.at, c.day, c.customer_id, c.channel, c.segment, c.persona, c.region, c.team, 'cart', 'cart', 'cart', c.session_id
  from fact_cart c
  where c.mature and not c.ordered
  union all
  select
    s.at, s.day, s.customer_id, s.channel, s.segment, s.persona, s.region, s.team, 'search', 'search', 'search',
    s.session_id
  from fact_search s
  where s.found_nothing
  union all
  select
    c.at, c.day, c.customer_id, c.channel, c.segment, c.persona, c.region, c.team, 'contact',
    coalesce(c.topic, cast(c.touchpoint as varchar)), cast(c.touchpoint as varchar), c.contact_id
  from fact_contact c
  where c.topic is not null or c.touchpoint is not null
  union all
  select
    c.at, c.day, c.customer_id, c.channel, c.segment, c.persona, c.region, c.team, 'queue', 'queue',
    cast(c.touchpoint as varchar), c.contact_id
  from fact_contact c
  where c.queued and c.abandoned
  union all
  select
    c.at, c.day, c.customer_id, c.channel, c.segment, c.persona, c.region, c.team, 'slow', 'slow',
    cast(c.touchpoint as varchar), c.contact_id
  from fact_contact c
  where c.first_reply_s > 86400
  union all
  select
    c.at, c.day, c.customer_id, c.channel, c.segment, c.persona, c.region, c.team, 'again', 'again',
    cast(c.touchpoint as varchar), c.contact_id
  from fact_contact c
  where not c.resolved_first_time
  union all
  select
    m.at, m.day, m.customer_id, m.channel, m.segment, m.persona, m.region, m.team, 'mention',
    coalesce(m.topic, cast(m.site as varchar), m.kind), cast(m.touchpoint as varchar), m.mention_id
  from fact_mention m
  where m.own and (m.sentiment_label = 'negative' or m.rating_max > 0 and m.rating <= 0.4 * m.rating_max)
),
turned as (
  select
    m.*, row_number() over (
      partition by m.customer_id, m.kind, m.what order by m.at, m.row_id, m.channel, m.step, m.team, m.region
    ) as turn
  from met m
  where m.customer_id is not null and m.at is not null and m.day is not null
)
select
  m.at, m.day, m.customer_id, m.channel, t.stage, m.segment, m.persona, m.region, m.team, m.kind, m.what, m.step, m.row_id,
  lag(m.day) over (
    partition by m.customer_id, m.kind, m.what, case when m.kind in ('task', 'error', 'cart') then m.channel end
    order by m.turn
  ) as previous_day,
  lag(m.day) over (partition by m.customer_id, m.kind, m.what, m.channel order by m.turn) as previous_here
from turned m
left join touchpoint_stage t on t.touchpoint = m.step
