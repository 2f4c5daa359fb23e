-- one row per touch of a known customer, and one more per touch of a web or app visit; views of pages outside the journey are left out
with behaved as (
  select
    e.*, coalesce(cast(e.touchpoint as varchar), cast(e.task as varchar), cast(e.name as varchar)) as step,
    (e.channel is null or e.channel <> 'store') and (e.name is null or e.name <> 'store_visit') as in_visit
  from fact_event e
  where e.at is not null
    and (e.touchpoint is not null or e.task is not null or (e.name is not null and e.name <> 'page_view'))
),
touched as (
  select
    'customer' as unit, e.customer_id as id, e.source, e.at, e.day, e.step, e.stage, e.channel, e.device,
    e.segment, e.persona, e.region, 'inferred' as source_class
  from behaved e
  union all
  select
    'session', e.session_id, e.source, e.at, e.day, e.step, e.stage, e.channel, e.device,
    e.segment, e.persona, e.region, 'inferred'
  from behaved e
  where e.in_visit
  union all
  select
    'customer', o.customer_id, null, o.at, o.day, coalesce(cast(o.touchpoint as varchar), 'order'), o.stage, o.channel,
    null, o.segment, o.persona, o.region, 'inferred'
  from fact_purchase o
  union all
  select
    'session', o.session_id, s.source, o.at, o.day, coalesce(cast(o.touchpoint as varchar), 'order'), o.stage, o.channel,
    s.device, o.segment, o.persona, o.region, 'inferred'
  from fact_purchase o
  join fact_session s on s.session_id = o.session_id
  union all
  select
    'customer', c.customer_id, null, c.at, c.day, coalesce(cast(c.touchpoint as varchar), 'support_contact'), c.stage,
    c.channel, null, c.segment, c.persona, c.region, 'direct'
  from fact_contact c
  union all
  select
    'customer', a.customer_id, null, a.at, a.day, cast(a.touchpoint as varchar), a.stage, a.channel, null,
    a.segment, a.persona, a.region, 'direct'
  from fact_answer a
  union all
  select
    'customer', m.customer_id, null, m.at, m.day, cast(m.touchpoint as varchar), m.stage, m.channel, null,
    m.segment, m.persona, m.region, 'indirect'
  from fact_mention m
  where m.own
)
select
  t.unit,
  dense_rank() over (order by t.unit, t.id, case when t.unit = 'session' then t.source end) as who,
  t.id, t.at, t.day, t.step, coalesce(cast(t.stage as varchar), p.stage) as stage, t.channel, t.device, t.segment, t.persona,
  t.region, t.source_class
from touched t
left join touchpoint_stage p on p.touchpoint = t.step
where t.id is not null and t.at is not null and t.step is not null
