-- one row per web or app event that came without a session: the visit it belongs to, split at half an hour's pause
with loose as (
  select
    e.event_id, e._source as source, coalesce(i.customer_id, e.customer_id) as customer_id, e.happened_at
  from record.event e
  left join identity i on i.given = e.customer_id
  where e.session_id is null and e.customer_id is not null and e.happened_at is not null
    and coalesce(e.channel, '') <> 'store'
    and coalesce(e.name, '') not in ('store_visit', 'coupon_issued', 'coupon_redeemed')
),
with_previous as (
  select
    l.*,
    lag(l.happened_at) over (partition by l.source, l.customer_id order by l.happened_at, l.event_id) as previous_at
  from loose l
),
counted as (
  select
    p.*,
    sum(case when p.previous_at is null or seconds_between(p.previous_at, p.happened_at) > 1800 then 1 else 0 end)
      over (
        partition by p.source, p.customer_id order by p.happened_at, p.event_id
        rows between unbounded preceding and current row
      ) as visit
  from with_previous p
)
select c.event_id, concat('visit ', cast(c.visit as varchar), ' of ', c.customer_id) as session_id
from counted c
