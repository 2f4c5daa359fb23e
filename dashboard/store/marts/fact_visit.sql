-- one row per store and day: visits counted, all sales, and the orders of days on which visits were counted
with told_regions as (
  select e.store, e.region from record.event e where e.store is not null
  union all
  select o.store, o.region from record.purchase o where o.store is not null
  union all
  select l.store, l.region from record.order_line l where l.store is not null
),
store_region as (
  select r.store, max(r.region) as region from told_regions r group by r.store
),
counted as (
  select
    local_day(e.happened_at) as day, e.store, sum(coalesce(e.quantity, 1)) as visits, min(e._source) as source
  from record.event e
  where e.name = 'store_visit' and e.happened_at is not null
  group by local_day(e.happened_at), e.store
),
sold as (
  select o.day, o.store, count(*) as orders, round(sum(o.amount), 6) as sales, min(o.source) as source
  from fact_purchase o
  where o.store is not null and coalesce(o.channel, 'store') = 'store' and o.day is not null
  group by o.day, o.store
),
both_sides as (
  select c.day, c.store, c.visits, 0 as orders, 0 as sales, c.source, 1 as is_count from counted c
  union all
  select s.day, s.store, 0, s.orders, s.sales, s.source, 0 from sold s
)
select
  b.day, 'store' as channel, min(t.stage) as stage, cast(null as varchar) as segment, cast(null as varchar) as persona,
  min(r.region) as region, cast(null as varchar) as team, b.store, sum(b.visits) as visits,
  case when max(b.is_count) = 1 then sum(b.orders) else 0 end as orders, sum(b.sales) as sales, min(b.source) as source
from both_sides b
left join store_region r on r.store = b.store
left join touchpoint_stage t on t.touchpoint = 'store_visit'
group by b.day, b.store
