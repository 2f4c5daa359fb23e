-- one row per kind of visits that came to the first touchpoint of a stage in the period, the first time: as `funnel_counts`
select
  channel, device, segment, persona, region, mature::utinyint as mature, depth, sum(size)::bigint as size
from funnel_inside_day
where stage = $stage and day >= $start and day < $end and previous_day < $start
group by all
