-- one row per day, filter values and device: carts whose time to be ordered has passed
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device,
  count(*) as carts, sum(case when f.ordered then 0 else 1 end) as abandoned
from fact_cart f
where f.day is not null and f.mature
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device
