-- one row per touch of the period and of the days after it in which its entrants can still convert, as they lie, journey
-- by journey in the order of time: its stage, and whether it lies in the period
select who::integer as who, "at", stage, (day < $end)::utinyint as enters
from funnel_touch
where unit = $unit and day >= $start and day < $last
