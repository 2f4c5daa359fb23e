-- one row per day of the first purchase and filter values: buyers whose time to come back has passed
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as mature_buyers, sum(case when f.repurchased then 1 else 0 end) as repurchased
from fact_buyer f
where f.day is not null and f.mature
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
