-- one row per customer or visit that came to the first of the usual steps in the period: the first time, and when each
-- further step was reached in the longest window from it
select who, entered, channel, device, segment, persona, region, columns('reached_[0-9]+')
from funnel_entry
where unit = $unit and day >= $start and day < $end and previous_day < $start
