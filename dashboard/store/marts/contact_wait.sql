-- one row per dated contact that is no test: how long it waited for a person, for anyone and for its resolution;
-- where that was not seen, how long until it was resolved, given up, or its source was last observed; and whether the
-- customer gave up
with contacts as (
  select
    c.contact_id, c.opened_at, c.resolved_at, c.first_reply_at, c.first_bot_reply_at,
    s.gives_reply, s.gives_any_reply, s.gives_resolution,
    coalesce(c.is_bot, g.is_bot, false) and not coalesce(c.handed_over, false) as bot_only,
    c.resolved_at is null
      and coalesce(lower(c.status) in ('resolved', 'closed', 'solved'), false) as resolved_unknown_when,
    s.until, case when c.abandoned then seconds_after(c.opened_at, c.queue_seconds) end as left_at
  from record.contact c
  join contact_source s on s.source is not distinct from c._source
  left join record.agent g on g.agent_id = c.agent_id
  where c.opened_at is not null and not coalesce(c.is_test, false)
),
replies as (
  select
    c.*,
    case when not c.bot_only then c.first_reply_at end as person_at,
    least(c.first_bot_reply_at, c.first_reply_at) as anyone_at,
    least(c.until, c.left_at) as given_up_at, least(c.resolved_at, c.until, c.left_at) as over_at
  from contacts c
),
ends as (
  select
    r.*,
    case when r.gives_reply then coalesce(r.person_at, r.over_at) end as person_end,
    case when r.gives_any_reply then coalesce(r.anyone_at, r.over_at) end as anyone_end,
    case when r.gives_resolution and not r.resolved_unknown_when
      then coalesce(r.resolved_at, r.given_up_at) end as resolved_end
  from replies r
),
kept as (
  select
    e.contact_id, e.opened_at, e.person_at, e.anyone_at, e.resolved_at,
    e.resolved_at is null and coalesce(e.left_at <= e.until, false) as gave_up,
    case when e.person_end >= e.opened_at then e.person_end end as person_end,
    case when e.anyone_end >= e.opened_at then e.anyone_end end as anyone_end,
    case when e.resolved_end >= e.opened_at then e.resolved_end end as resolved_end
  from ends e
)
select
  k.contact_id,
  seconds_between(k.opened_at, k.person_end) as first_reply_s,
  case when k.person_end is not null then k.person_at is not null end as first_reply_observed,
  open_seconds(k.person_end, p.open_s, p.close_s, p.cum_before)
    - open_seconds(k.opened_at, o.open_s, o.close_s, o.cum_before) as first_reply_business_s,
  seconds_between(k.opened_at, k.anyone_end) as first_reply_any_s,
  case when k.anyone_end is not null then k.anyone_at is not null end as first_reply_any_observed,
  k.gave_up, seconds_between(k.opened_at, k.resolved_end) as resolution_s,
  case when k.resolved_end is not null then k.resolved_at is not null end as resolution_observed,
  open_seconds(k.resolved_end, r.open_s, r.close_s, r.cum_before)
    - open_seconds(k.opened_at, o.open_s, o.close_s, o.cum_before) as resolution_business_s
from kept k
left join business_day o on o.day = local_day(k.opened_at)
left join business_day p on p.day = local_day(k.person_end)
left join business_day r on r.day = local_day(k.resolved_end)
