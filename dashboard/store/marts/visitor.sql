-- one row per day, channel, device and known visitor: whether something was ordered
select
  f.day, f.channel, f.device, f.segment, f.customer_id, max(case when f.ordered then 1 else 0 end) as ordered
from fact_session f
where f.day is not null and f.customer_id is not null
group by f.day, f.channel, f.device, f.segment, f.customer_id
