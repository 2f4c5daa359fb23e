-- one row per touch, as `funnel_touches`, and which of the touchpoints that are asked for it is (from 1; 0: none).
-- `every`: not only touches of these touchpoints, but what can be of a stage or come between
select
  who::integer as who, "at", stage, coalesce(list_position($points, step), 0)::utinyint as point, (day < $end)::utinyint as enters
from funnel_touch
where unit = $unit and day >= $start and day < $last and ($every or list_contains($points, step))
