-- one row per day, touchpoint, channel and way on from it (forward) or back from it, up to three touchpoints, of journeys of
-- a unit: how many took it; who the customers were is left out
select
  w.unit, w.step, w.forward, w.day, w.channel, w.step_1, w.step_2, w.step_3, w.still_open, count(*) as journeys
from (
  select
    p.unit, p.step, true as forward, p.day, p.channel, p.after_1 as step_1, p.after_2 as step_2, p.after_3 as step_3,
    p.still_open
  from touch_path p
  union all
  select
    p.unit, p.step, false as forward, p.day, p.channel, p.before_1 as step_1, p.before_2 as step_2, p.before_3 as step_3,
    false as still_open
  from touch_path p
) w
group by w.unit, w.step, w.forward, w.day, w.channel, w.step_1, w.step_2, w.step_3, w.still_open
