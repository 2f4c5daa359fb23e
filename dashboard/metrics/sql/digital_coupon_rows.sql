-- one row per coupon issued in the period, the newest first
select f.at, f.customer_id, f.coupon, f.campaign, f.channel, f.mature, f.redeemed, f.waited_s / 86400.0 as days
from fact_coupon f
where f.day >= $start and f.day < $end
  and ($campaign is null or coalesce(f.campaign, f.coupon, '(not stated)') = $campaign)
  and {scope}
order by f.at desc
limit $most
