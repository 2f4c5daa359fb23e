-- one row per day, unit, touchpoint, its stage and channel, and customer group: journeys that came through it
select
  p.day, p.unit, p.stage, p.step, p.channel, p.segment, p.persona, p.region, count(*) as journeys
from touch_path p
group by p.day, p.unit, p.stage, p.step, p.channel, p.segment, p.persona, p.region
