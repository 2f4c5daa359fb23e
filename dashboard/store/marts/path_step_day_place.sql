-- one row per day, unit, touchpoint, its stage and channel: path_step_day added up
select
  d.day, d.unit, d.stage, d.step, d.channel, sum(d.journeys) as journeys
from path_step_day d
group by d.day, d.unit, d.stage, d.step, d.channel
