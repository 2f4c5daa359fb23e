-- one row per touch of the period and of the days after it in which its entrants can still convert, as they lie, journey
-- by journey in the order of time; touchpoints are only told when a step is one;
-- every filter serves itself from the same rows: it holds for the entry, which is known once the steps are walked
select
  who, "at", case when $points then step end as step, stage, day < $end as enters, channel, device, segment, persona, region
from funnel_touch
where unit = $unit and day >= $start and day < $last
