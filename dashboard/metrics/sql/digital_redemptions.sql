-- one row per campaign, days since it was issued and whether it was redeemed then: how many coupons
select
  coalesce(f.campaign, f.coupon, '(not stated)') as campaign,
  case when f.waited_seen then ceil(f.waited_s / 86400.0) else floor(f.waited_s / 86400.0) end::double as days,
  f.waited_seen as observed,
  count(*)::double as n
from fact_coupon f
where f.day >= $start and f.day < $end and f.waited_s is not null
  and {scope}
group by all
order by campaign, days
