-- one row per coupon (or campaign) issued to a customer, redeemed when it was within the company's days
with coupon_events as (
  select
    e.name, coalesce(i.customer_id, e.customer_id) as customer_id, e.coupon, e.campaign, e.happened_at,
    e.channel, e.touchpoint, e.region, e._source as source
  from record.event e
  left join identity i on i.given = e.customer_id
  where e.name in ('coupon_issued', 'coupon_redeemed') and e.customer_id is not null and e.happened_at is not null
),
issued as (
  select
    c.*,
    row_number() over (
      partition by c.customer_id, c.coupon, c.campaign
      order by c.happened_at, c.channel, c.touchpoint, c.region, c.source
    ) as place
  from coupon_events c
  where c.name = 'coupon_issued'
),
redemptions as (
  select c.customer_id, c.coupon, c.campaign, c.happened_at from coupon_events c where c.name = 'coupon_redeemed'
  union all
  select o.customer_id, o.coupon, null, o.at from fact_purchase o
  where o.coupon is not null and o.customer_id is not null and o.at is not null
),
used as (
  select s.customer_id, s.coupon, s.campaign, min(r.happened_at) as first_at
  from issued s
  join redemptions r
    on r.customer_id = s.customer_id and r.happened_at >= s.happened_at
    and (r.coupon = s.coupon or (s.coupon is null and r.campaign = s.campaign))
  where s.place = 1
  group by s.customer_id, s.coupon, s.campaign
),
watched as (
  select max(w.until) as until
  from (
    select e.until from event_source e where e.gives_redemptions
    union all
    select o.at from fact_purchase o where o.coupon is not null
  ) w
)
select
  s.customer_id, s.coupon, s.campaign, s.happened_at as at, local_day(s.happened_at) as day,
  s.channel, t.stage, p.segment, p.persona, coalesce(s.region, p.region) as region, cast(null as varchar) as team,
  coalesce(seconds_between(s.happened_at, w.until) >= rules.coupon_days * 86400, false) as mature,
  coalesce(seconds_between(s.happened_at, u.first_at) <= rules.coupon_days * 86400, false) as redeemed,
  seconds_between(s.happened_at, coalesce(u.first_at, greatest(w.until, s.happened_at))) as waited_s,
  u.first_at is not null as waited_seen, s.source
from issued s
cross join rules
cross join watched w
left join used u
  on u.customer_id = s.customer_id and u.coupon is not distinct from s.coupon
  and u.campaign is not distinct from s.campaign
left join person p on p.customer_id = s.customer_id
left join touchpoint_stage t on t.touchpoint = s.touchpoint
where s.place = 1
