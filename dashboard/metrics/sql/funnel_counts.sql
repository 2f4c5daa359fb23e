-- one row per kind of customers or visits that came to the first of the usual steps in the period, the first time: what is
-- known of the entry, whether its whole window was seen, how many of the further steps were reached in it, and how many
select
  channel, device, segment, persona, region, (entered <= $seen)::utinyint as mature,
  case $days when 1 then depth_1 when 7 then depth_7 when 14 then depth_14 when 30 then depth_30 else depth_90 end as depth,
  count(*) as size
from funnel_entry
where unit = $unit and day >= $start and day < $end and previous_day < $start
group by all
