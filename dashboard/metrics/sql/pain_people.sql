-- one row per pain: the customers who met it in the period, how often, and what those who answered within 30 days after
-- meeting it said; `all_*` is every customer's latest answer in the period. Who met it before and not in the period is
-- told by the day of the meeting before, who answers again in the period by the day of the next answer
with incidents as (
  select
    'met' as family, kind, what, min(step) as step, case when kind in ('task', 'error', 'cart') then channel end as channel,
    min(stage) as stage,
    count(*) filter (where day >= $start and (previous_day is null or previous_day < $start)) as customers,
    count(*) filter (where day >= $start) as times
  from pain
  where day >= $earliest and day < $end
    and {people}
  group by all
),
incident_answers as (
  select kind, what, channel, sum(n) as n, sum(good) as good, sum(bad) as bad
  from answer_pain
  where measure = $measure and day >= $start and day < $end and (next_day is null or next_day >= $end)
    and {people}
  group by kind, what, channel
),
places as (
  select
    'place' as family, 'place' as kind, step as what, step, channel, min(stage) as stage,
    coalesce(sum(touches) filter (where previous_day is null or previous_day < $start), 0) as customers,
    sum(touches) as times
  from touch_reach
  where day >= $start and day < $end
    and {people}
  group by step, channel
),
place_answers as (
  select step as what, channel, sum(n) as n, sum(good) as good, sum(bad) as bad
  from answer_turn
  where measure = $measure and day >= $start and day < $end and (next_day is null or next_day >= $end)
    and {people}
  group by step, channel
),
everyone as (
  select coalesce(sum(n), 0) as all_n, coalesce(sum(good), 0) as all_good, coalesce(sum(bad), 0) as all_bad
  from place_answers
),
pains as (
  select i.*, a.n, a.good, a.bad
  from incidents i
  left join incident_answers a
    on a.kind = i.kind and a.what is not distinct from i.what and a.channel is not distinct from i.channel
  where i.customers > 0
  union all
  select p.*, a.n, a.good, a.bad
  from places p
  join place_answers a on a.what = p.what and a.channel is not distinct from p.channel
)
select
  p.family, p.kind, p.what, p.step, p.channel, p.stage, p.customers::bigint as customers, p.times::bigint as times,
  coalesce(p.n, 0)::bigint as n, coalesce(p.good, 0)::bigint as good, coalesce(p.bad, 0)::bigint as bad,
  e.all_n::bigint as all_n, e.all_good::bigint as all_good, e.all_bad::bigint as all_bad
from pains p
cross join everyone e
order by p.customers desc, p.kind, p.what, p.channel
