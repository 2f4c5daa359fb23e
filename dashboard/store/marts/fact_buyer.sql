-- one row per buyer, dated by the first purchase
with orders as (
  select
    o.*,
    row_number() over (partition by o.customer_id order by o.at, o.order_id) as place
  from fact_purchase o
  where o.customer_id is not null and o.at is not null
),
observed as (
  select o.source, max(o.at) as until from fact_purchase o group by o.source
),
came_back as (
  select f.customer_id, min(o.at) as second_at
  from orders f
  join orders o on o.customer_id = f.customer_id and o.at > f.at
  where f.place = 1
  group by f.customer_id
)
select
  f.customer_id, f.at, f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  seconds_between(f.at, u.until) >= rules.repurchase_days * 86400 as mature,
  coalesce(seconds_between(f.at, b.second_at) <= rules.repurchase_days * 86400, false) as repurchased,
  f.source
from orders f
cross join rules
join observed u on u.source is not distinct from f.source
left join came_back b on b.customer_id = f.customer_id
where f.place = 1
