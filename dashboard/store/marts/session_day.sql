-- one row per day, filter values and device: sessions in parts that add up
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device,
  count(*) as sessions,
  sum(case when f.bounced then 1 else 0 end) as bounced,
  sum(case when f.has_error then 1 else 0 end) as with_error,
  sum(case when f.ordered then 1 else 0 end) as ordered
from fact_session f
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.device
