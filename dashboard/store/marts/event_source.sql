-- one row per source of events: until when it was observed, and whether it reports redeemed coupons
select
  e._source as source,
  max(e.happened_at) as until,
  max(case when e.name = 'coupon_redeemed' then 1 else 0 end) = 1 as gives_redemptions
from record.event e
group by e._source
