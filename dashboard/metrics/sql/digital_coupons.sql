-- one row per campaign with coupons issued in the period: issued, old enough to judge, and of those redeemed in time
with campaigns as (
  select
    coalesce(f.campaign, f.coupon, '(not stated)') as campaign,
    count(*) as issued,
    count(*) filter (where f.mature) as mature,
    count(*) filter (where f.mature and f.redeemed) as redeemed,
    count(*) filter (where not f.mature and f.redeemed) as redeemed_young,
    count(distinct f.customer_id) as people,
    min(f.day) as first_issued,
    max(f.day) as last_issued
  from fact_coupon f
  where f.day >= $start and f.day < $end
    and {scope}
  group by all
)
select
  c.*, sum(c.issued) over ()::double as all_issued, sum(c.mature) over ()::double as all_mature,
  sum(c.redeemed) over ()::double as all_redeemed, count(*) over () as campaigns
from campaigns c
order by c.mature desc, c.issued desc, c.campaign
limit $most
