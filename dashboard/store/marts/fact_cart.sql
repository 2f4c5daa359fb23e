-- one row per session in which something was put into the cart, from its first addition
with additions as (
  select
    e.*,
    row_number() over (
      partition by e.source, e.session_id order by e.at, e.touchpoint, e.channel, e.device, e.region
    ) as place
  from fact_event e
  where e.name = 'add_to_cart' and e.at is not null and e.session_id is not null
),
carts as (
  select a.*, coalesce(a.customer_id, s.customer_id) as owner
  from additions a
  left join fact_session s on s.session_id = a.session_id and s.source is not distinct from a.source
  where a.place = 1
),
payments as (
  select e.customer_id, e.session_id, e.at from fact_event e where e.name = 'purchase'
  union all
  select o.customer_id, o.session_id, o.at from fact_purchase o
),
paid as (
  select c.source, c.session_id
  from carts c
  join payments y on y.customer_id = c.owner and y.at >= c.at
  cross join rules
  where seconds_between(c.at, y.at) <= rules.cart_hours * 3600
  union
  select c.source, c.session_id
  from carts c
  join payments y on y.session_id = c.session_id and y.at >= c.at
  cross join rules
  where seconds_between(c.at, y.at) <= rules.cart_hours * 3600
)
select
  c.session_id, c.at, c.day, c.owner as customer_id,
  c.channel, c.stage, p.segment, p.persona, coalesce(c.region, p.region) as region, c.team, c.device,
  seconds_between(c.at, s.until) >= rules.cart_hours * 3600 as mature,
  d.session_id is not null as ordered, c.source
from carts c
cross join rules
join event_source s on s.source is not distinct from c.source
left join paid d on d.session_id = c.session_id and d.source is not distinct from c.source
left join person p on p.customer_id = c.owner
