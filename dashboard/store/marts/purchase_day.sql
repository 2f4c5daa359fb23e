-- one row per day and filter values: orders and revenue in parts that add up
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as orders,
  coalesce(sum(f.amount), 0) as revenue,
  coalesce(sum(f.amount * f.amount), 0) as revenue_sumsq,
  coalesce(sum(f.discount), 0) as discount
from fact_purchase f
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
