-- one row per answer, contact, mention, task or cart at a touchpoint in the period, the newest first
with behind as (
  select
    a."at", a.day, 'direct' as source_class, coalesce(a.kind, 'answer') as kind, a.answer_id as row_id, a.customer_id,
    cast(a.touchpoint as varchar) as step, a.channel, a.stage, a.segment, a.persona, a.region, a.team,
    cast(a.score as varchar) as said, a.comment as words
  from fact_answer a
  union all
  select
    c."at", c.day, 'direct', 'contact', c.contact_id, c.customer_id, cast(c.touchpoint as varchar), c.channel, c.stage,
    c.segment, c.persona, c.region, c.team, c.sentiment_label, c.subject
  from fact_contact c
  union all
  select
    m."at", m.day, 'indirect', m.kind, m.mention_id, m.customer_id, cast(m.touchpoint as varchar), m.channel, m.stage,
    m.segment, m.persona, m.region, m.team, coalesce(cast(m.rating as varchar), m.sentiment_label),
    coalesce(m.title, m.body)
  from fact_mention m
  where m.own
  union all
  select
    t."at", t.day, 'inferred', 'task', t.session_id, t.customer_id, cast(t.task as varchar), t.channel, t.stage, t.segment,
    t.persona, t.region, t.team, case when t.finished then 'finished' else 'not finished' end, null
  from fact_task t
  where t.mature
  union all
  select
    k."at", k.day, 'inferred', 'cart', k.session_id, k.customer_id, 'cart', k.channel, k.stage, k.segment, k.persona,
    k.region, k.team, case when k.ordered then 'ordered' else 'left' end, null
  from fact_cart k
  where k.mature
)
select "at", step as touchpoint, source_class, kind, row_id, customer_id, channel, said, words
from behind
where day >= $start and day < $end and step is not null
  and list_contains($classes::varchar[], source_class)
  and {scope}
order by "at" desc
limit $most
