-- one row per touch of the period and of the days after it in which its entrants can still convert, journey by journey;
-- every filter serves itself from the same rows: it holds for the entry, which is known once the steps are walked
select
  who, "at", step, stage, day < $end as enters, channel, device, segment, persona, region
from funnel_touch
where unit = $unit and day >= $start and day < $last
order by who, "at", step, channel, device
