-- one row per day, touchpoint and channel that answers are about, customer group, and day on which the same customers
-- touched it before: touches; who touched it before the first of some days, or never, is new in them
with asked_about as (
  select distinct cast(a.touchpoint as varchar) as step, a.channel from fact_answer a where a.touchpoint is not null
),
touches as (
  select
    f.day, f.step, f.channel, f.stage, f.segment, f.persona,
    lag(f.day) over (partition by f.who, f.step, f.channel order by f.at) as previous_day
  from funnel_touch f
  join asked_about a on a.step = f.step and a.channel is not distinct from f.channel
  where f.unit = 'customer'
)
select
  t.day, t.step, t.channel, t.stage, t.segment, t.persona, t.previous_day, count(*) as touches
from touches t
group by t.day, t.step, t.channel, t.stage, t.segment, t.persona, t.previous_day
