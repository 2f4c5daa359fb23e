-- one row per day, filter values, touchpoint, source class and kind of evidence: how often people were there, and what
-- of it went well or badly; what says neither how it went (visits, orders, footfall) is only counted
with marked as (
  select distinct coalesce(cast(e.touchpoint as varchar), cast(e.task as varchar)) as step
  from fact_event e
  where e.error is not null and (e.touchpoint is not null or e.task is not null)
),
own_tasks as (
  select distinct cast(t.task as varchar) as step from fact_task t where t.task is not null
),
visits as (
  select
    min(e.day) as day, min(e.channel) as channel, min(e.segment) as segment, min(e.persona) as persona,
    min(e.region) as region, coalesce(cast(e.touchpoint as varchar), cast(e.task as varchar)) as step,
    max(case when e.name = 'error' or e.error is not null then 1 else 0 end) as erred
  from fact_event e
  where e.day is not null and (e.touchpoint is not null or e.task is not null)
    and (e.name is null or e.name not in ('store_visit', 'purchase'))
  group by
    e.source, coalesce(cast(e.touchpoint as varchar), cast(e.task as varchar)),
    coalesce(e.session_id, concat(e.customer_id, ' ', cast(e.at as varchar)))
),
bought as (
  select e.*
  from fact_event e
  left join (select distinct o.customer_id, o.day from fact_purchase o) o
    on o.customer_id = e.customer_id and o.day = e.day
  left join (select distinct o.session_id from fact_purchase o where o.session_id is not null) s
    on s.session_id = e.session_id
  where e.name = 'purchase' and e.day is not null and o.customer_id is null and s.session_id is null
),
stars as (
  select m.*, case when m.rating_max > 0 and m.rating <= m.rating_max then 5 * m.rating / m.rating_max end as stars
  from fact_mention m
  where m.own
),
evidence as (
  select
    a.day, a.channel, a.segment, a.persona, a.region, a.team, cast(a.touchpoint as varchar) as step,
    'direct' as source_class,
    case when a.promoter is not null then 'nps' when a.satisfied is not null then 'csat'
      when a.easy is not null then 'ces' else 'answer' end as kind,
    1 as touches,
    case when a.promoter is not null or a.satisfied is not null or a.easy is not null then 1 else 0 end as judged,
    case when a.promoter or a.satisfied or a.easy then 1 else 0 end as good,
    case
      when a.detractor then 1
      when (not a.satisfied or not a.easy) and 2 * a.score <> a.scale_min + a.scale_max then 1
      else 0
    end as bad
  from fact_answer a
  union all
  select
    c.day, c.channel, c.segment, c.persona, c.region, c.team, cast(c.touchpoint as varchar), 'direct', 'message', 1,
    case when c.sentiment_label is not null then 1 else 0 end,
    case when c.sentiment_label = 'positive' then 1 else 0 end,
    case when c.sentiment_label = 'negative' then 1 else 0 end
  from fact_contact c
  union all
  select
    c.day, c.channel, c.segment, c.persona, c.region, c.team, cast(c.touchpoint as varchar), 'inferred', 'queue', 0, 1,
    case when c.abandoned then 0 else 1 end, case when c.abandoned then 1 else 0 end
  from fact_contact c
  where c.queued and c.abandoned is not null
  union all
  select
    m.day, m.channel, m.segment, m.persona, m.region, m.team, cast(m.touchpoint as varchar), 'indirect',
    case when m.stars is not null then 'stars' else 'text' end, 1,
    case when m.stars is not null or m.sentiment_label is not null then 1 else 0 end,
    case when m.stars >= 4 or (m.stars is null and m.sentiment_label = 'positive') then 1 else 0 end,
    case when m.stars <= 2 or (m.stars is null and m.sentiment_label = 'negative') then 1 else 0 end
  from stars m
  union all
  select v.day, v.channel, v.segment, v.persona, v.region, null, v.step, 'inferred', 'visit', 1, 0, 0, 0
  from visits v
  union all
  select v.day, v.channel, v.segment, v.persona, v.region, null, v.step, 'inferred', 'error', 0, 1, 1 - v.erred, v.erred
  from visits v
  join marked k on k.step = v.step
  left join own_tasks t on t.step = v.step
  where t.step is null
  union all
  select
    t.day, t.channel, t.segment, t.persona, t.region, t.team, cast(t.task as varchar), 'inferred', 'task', 0, 1,
    case when t.finished and not t.has_error then 1 else 0 end, case when t.finished then 0 else 1 end
  from fact_task t
  where t.mature
  union all
  select
    c.day, c.channel, c.segment, c.persona, c.region, c.team, 'cart', 'inferred', 'cart', 0, 1,
    case when c.ordered then 1 else 0 end, case when c.ordered then 0 else 1 end
  from fact_cart c
  where c.mature
  union all
  select
    o.day, o.channel, o.segment, o.persona, o.region, o.team, coalesce(cast(o.touchpoint as varchar), 'order'),
    'inferred', 'order', 1, 0, 0, 0
  from fact_purchase o
  union all
  select
    b.day, b.channel, b.segment, b.persona, b.region, b.team, coalesce(cast(b.touchpoint as varchar), 'order'),
    'inferred', 'order', 1, 0, 0, 0
  from bought b
  union all
  select
    v.day, v.channel, v.segment, v.persona, v.region, v.team, 'store_visit', 'inferred', 'footfall', v.visits, 0, 0, 0
  from fact_visit v
)
select
  e.day, e.channel, t.stage, e.segment, e.persona, e.region, e.team, e.step, e.source_class, e.kind,
  sum(e.touches) as touches, sum(e.judged) as judged, sum(e.good) as good, sum(e.bad) as bad
from evidence e
left join touchpoint_stage t on t.touchpoint = e.step
where e.day is not null and e.step is not null
group by e.day, e.channel, t.stage, e.segment, e.persona, e.region, e.team, e.step, e.source_class, e.kind
