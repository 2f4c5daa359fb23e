-- one row per day and filter values: store visits, sales, and orders of days on which visits were counted
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  sum(f.visits) as visits, sum(f.orders) as orders, sum(f.sales) as sales
from fact_visit f
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
