-- one row per pain: the customers who met it in the period, how often, and what those who answered within so many
-- days after meeting it said; `all_*` is every customer's latest answer in the period
with answers as (
  select
    answer_id, customer_id, "at", promoter, detractor, satisfied, easy,
    cast(touchpoint as varchar) as step, channel,
    row_number() over (partition by customer_id order by "at" desc, answer_id desc) as turn
  from fact_answer
  where day >= $start and day < $end and customer_id is not null
    and case $measure when 'nps' then promoter is not null when 'csat' then satisfied is not null
      else easy is not null end
    and {people}
),
said as (
  select
    answer_id, customer_id, "at", step, channel,
    case $measure when 'nps' then promoter when 'csat' then satisfied else easy end as good,
    case when $measure = 'nps' then detractor else false end as bad
  from answers
  where turn = 1
),
met as (
  select
    'met' as family, p.kind, p.what, p.step, case when p.kind in ('task', 'error', 'cart') then p.channel end as channel,
    p.stage, p.customer_id, p."at", p.day >= $start and p.day < $end as now
  from pain p
  where p.day >= $earliest and p.day < $end
    and {scope}
),
incidents as (
  select
    family, kind, what, min(step) filter (where now) as step, channel, min(stage) filter (where now) as stage,
    count(distinct customer_id) filter (where now) as customers, count(*) filter (where now) as times
  from met
  group by family, kind, what, channel
),
answered as (
  select distinct m.kind, m.what, m.channel, s.answer_id, s.good, s.bad
  from met m
  join said s on s.customer_id = m.customer_id and s."at" >= m."at" and s."at" <= m."at" + to_days($days)
),
incident_answers as (
  select
    kind, what, channel, count(*) as n, sum(case when good then 1 else 0 end) as good, sum(case when bad then 1 else 0 end) as bad
  from answered
  group by kind, what, channel
),
places as (
  select
    'place' as family, 'place' as kind, step as what, step, channel, min(stage) as stage,
    count(distinct who) as customers, count(*) as times
  from funnel_touch
  where unit = 'customer' and day >= $start and day < $end and $places
    and {touched}
  group by step, channel
),
place_answers as (
  select
    step as what, channel, count(*) as n, sum(case when good then 1 else 0 end) as good,
    sum(case when bad then 1 else 0 end) as bad
  from said
  group by step, channel
),
{with pain_told}
