-- one row per customer whose occasion failed in these days, by its first failure, the newest first
with seen as (
  select
    e.*,
    row_number() over (partition by e.customer_id order by e.at, e.occasion_id) as place
  from recovery_episode e
  where e.judged and e.failed and e.day >= $from_day and e.day < $to_day
    and {scope}
)
select
  s.at, s.customer_id, s.occasion_id, s.sign, s.channel, s.recovered, s.recovered_at, s.bought_again, s.nps_after,
  s.csat_after, s.ces_after, s.orders_before, s.spend_before, s.tenure_days
from seen s
where s.place = 1
order by s.at desc
limit $most
