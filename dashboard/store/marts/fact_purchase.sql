-- one row per order that was not cancelled; orders known only by their lines are added up from them
with rolled_up as (
  select
    l.order_id, min(l.ordered_at) as ordered_at, min(l.customer_id) as customer_id, min(l.channel) as channel,
    min(l.store) as store, min(l.region) as region, round(sum(l.amount), 6) as amount,
    round(sum(l.discount), 6) as discount, sum(l.quantity) as items, min(l._source) as source
  from record.order_line l
  where l.order_id not in (select p.order_id from record.purchase p where p.order_id is not null)
  group by l.order_id
),
orders as (
  select
    o.order_id, o.ordered_at, o.customer_id, o.channel, o.touchpoint, o.store, o.region,
    o.amount - coalesce(o.refunded, 0) as amount, o.discount, o.items, o.coupon, o.session_id, o._source as source
  from record.purchase o
  where coalesce(lower(trim(o.status)), '') not in ('cancelled', 'canceled', 'voided', 'void')
  union all
  select
    r.order_id, r.ordered_at, r.customer_id, r.channel, null, r.store, r.region, r.amount, r.discount, r.items,
    null, null, r.source
  from rolled_up r
)
select
  o.order_id, o.ordered_at as at, local_day(o.ordered_at) as day, coalesce(i.customer_id, o.customer_id) as customer_id,
  o.channel, t.stage, p.segment, p.persona, coalesce(o.region, p.region) as region, cast(null as varchar) as team,
  o.touchpoint, o.store, o.amount, o.discount, o.items, o.coupon, o.session_id, o.source
from orders o
left join identity i on i.given = o.customer_id
left join person p on p.customer_id = coalesce(i.customer_id, o.customer_id)
left join touchpoint_stage t on t.touchpoint = o.touchpoint
