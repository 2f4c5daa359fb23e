-- one row per day, pain, channel, customer group, and days on which the same customers met it before, in any channel and
-- in this one: times; who met it before the first of some days, or never, is new in them
select
  p.day, p.kind, p.what, p.channel, p.step, p.stage, p.segment, p.persona, p.previous_day, p.previous_here,
  count(*) as times
from pain p
group by p.day, p.kind, p.what, p.channel, p.step, p.stage, p.segment, p.persona, p.previous_day, p.previous_here
