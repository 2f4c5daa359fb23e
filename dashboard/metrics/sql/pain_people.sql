-- one row per pain: the customers who met it in the period, how often, and what those who answered within 30 days after
-- meeting it said; `all_*` is every customer's latest answer in the period. Who met it before and not in the period is
-- told by the day of the meeting before (in the channel, where one is chosen), who answers again by that of the next answer
with incidents as (
  select
    'met' as family, kind, what, min(step) as step, case when kind in ('task', 'error', 'cart') then channel end as channel,
    min(stage) as stage,
    sum(times) filter (
      where (case when $in_channel then previous_here else previous_day end >= $start) is not true
    ) as customers,
    sum(times) as times
  from {pain_day channel}
  where day >= $start and day < $end
    and {met}
  group by kind, what, case when kind in ('task', 'error', 'cart') then channel end
),
incident_answers as (
  select
    kind, what, case when kind in ('task', 'error', 'cart') then channel end as channel,
    sum(case when $in_channel then n else any_n end) as n, sum(case when $in_channel then good else any_good end) as good,
    sum(case when $in_channel then bad else any_bad end) as bad
  from {answer_pain channel}
  where measure = $measure and day >= $start and day < $end and (next_day < $end) is not true
    and {met}
  group by kind, what, case when kind in ('task', 'error', 'cart') then channel end
),
places as (
  select
    'place' as family, 'place' as kind, step as what, step, channel, min(stage) as stage,
    coalesce(sum(touches) filter (where (previous_day >= $start) is not true), 0) as customers,
    sum(touches) as times
  from {touch_reach channel}
  where day >= $start and day < $end
    and {met}
  group by step, channel
),
place_answers as (
  select step as what, channel, sum(n) as n, sum(good) as good, sum(bad) as bad
  from {answer_turn channel}
  where measure = $measure and day >= $start and day < $end and (next_day < $end) is not true
    and {people}
  group by step, channel
),
{with pain_told}
