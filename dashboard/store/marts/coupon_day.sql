-- one row per day of issue and filter values: coupons whose time to be redeemed has passed
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as issued, sum(case when f.redeemed then 1 else 0 end) as redeemed
from fact_coupon f
where f.day is not null and f.mature
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
