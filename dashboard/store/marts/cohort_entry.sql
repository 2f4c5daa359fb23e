-- one row per way to begin and customer: the first day of it, and whether the customer was there before the data
with first_days as (
  select min(f.order_day) as order_day, min(f.seen_day) as seen_day
  from (
    select min(o.day) as order_day, min(o.day) as seen_day from fact_purchase o
    union all
    select null, min(s.day) from fact_session s
  ) f
),
began as (
  select 'first_order' as entry, o.customer_id, min(o.day) as day
  from fact_purchase o
  where o.customer_id is not null and o.day is not null
  group by o.customer_id
  union all
  select 'contract', c.customer_id, min(c.started_on)
  from contract_spell c
  group by c.customer_id
  union all
  select 'first_seen', seen.customer_id, min(seen.day)
  from (
    select o.customer_id, o.day from fact_purchase o
    union all
    select s.customer_id, s.day from fact_session s
  ) seen
  where seen.customer_id is not null and seen.day is not null
  group by seen.customer_id
)
select
  b.entry, b.customer_id, b.day,
  case b.entry
    when 'first_order' then coalesce(p.since < f.order_day, false)
    when 'first_seen' then coalesce(p.since < f.seen_day, false)
    else false
  end as known_before,
  p.segment, p.persona, p.region
from began b
cross join rules
cross join first_days f
left join person p on p.customer_id = b.customer_id
where b.day <= rules.as_of
