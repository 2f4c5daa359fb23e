-- one row per touch of the period that can be an entry: what is known of it, in the order of `funnel_touches`
select channel, device, segment, persona, region
from funnel_touch
where unit = $unit and day >= $start and day < $end and (list_contains($stages, stage) or list_contains($points, step))
