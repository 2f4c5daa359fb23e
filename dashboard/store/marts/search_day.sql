-- one row per day, filter values and device: searches of which it is known what they found, in parts that add up
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device,
  count(f.found_nothing) as searches,
  sum(case when f.found_nothing then 1 else 0 end) as found_nothing
from fact_search f
where f.day is not null and f.found_nothing is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device
