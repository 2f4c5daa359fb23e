-- one row per customer, kind and name of a trait of the last 365 days: whether it holds (0 or 1), or how much
with year_of as (
  select days_after(rules.as_of, -365) as after, rules.as_of as until from rules
),
visits as (
  select distinct s.customer_id, cast(s.channel as varchar) as channel
  from fact_session s cross join year_of y
  where s.customer_id is not null and s.channel is not null and s.day > y.after and s.day <= y.until
  union
  select distinct o.customer_id, cast(o.channel as varchar)
  from fact_purchase o cross join year_of y
  where o.customer_id is not null and o.channel is not null and o.day > y.after and o.day <= y.until
),
orders as (
  select
    o.customer_id, avg(o.amount) as amount,
    max(case when o.discount > 0 or o.coupon is not null then 1 else 0 end) as discounted
  from fact_purchase o cross join year_of y
  where o.customer_id is not null and o.day > y.after and o.day <= y.until
  group by o.customer_id
),
first_orders as (
  select n.customer_id, n.channel
  from (
    select
      o.customer_id, cast(o.channel as varchar) as channel,
      row_number() over (partition by o.customer_id order by o."at", o.order_id) as place
    from fact_purchase o
    where o.customer_id is not null
  ) n
  where n.place = 1 and n.channel is not null
),
contacts as (
  select
    c.customer_id, cast(c.channel as varchar) as channel, count(*) as contacts,
    max(case when c.resolution_observed then 0 else 1 end) as still_open
  from fact_contact c cross join year_of y
  where c.customer_id is not null and c.day > y.after and c.day <= y.until
  group by c.customer_id, cast(c.channel as varchar)
),
contacted as (
  select c.customer_id, sum(c.contacts) as contacts, max(c.still_open) as still_open from contacts c group by c.customer_id
),
feelings as (
  select
    a.customer_id, cast(a.stage as varchar) as stage,
    avg(case when coalesce(a.satisfied, a.easy) then 1.0 else 0.0 end) as content
  from fact_answer a cross join year_of y
  where a.customer_id is not null and a.stage is not null and coalesce(a.satisfied, a.easy) is not null
    and a.day > y.after and a.day <= y.until
  group by a.customer_id, cast(a.stage as varchar)
),
tasks as (
  select t.customer_id, max(case when t.finished then 0 else 1 end) as has_failed
  from fact_task t cross join year_of y
  where t.customer_id is not null and t.mature and t.day > y.after and t.day <= y.until
  group by t.customer_id
),
whether as (
  select (select count(*) from contacted) > 0 as has_contacts
)
select l.customer_id, 'segment' as kind, cast(l.segment as varchar) as name, 1.0 as value
from loyal_customer l where l.segment is not null
union all
select l.customer_id, 'persona', cast(l.persona as varchar), 1.0 from loyal_customer l where l.persona is not null
union all
select l.customer_id, 'region', cast(l.region as varchar), 1.0 from loyal_customer l where l.region is not null
union all
select l.customer_id, 'contract', l.contract, 1.0 from loyal_customer l where l.contract is not null
union all
select l.customer_id, 'plan', l.plan, 1.0 from loyal_customer l where l.plan is not null
union all
select f.customer_id, 'first', f.channel, 1.0 from first_orders f
union all
select v.customer_id, 'used', v.channel, 1.0 from visits v
union all
select c.customer_id, 'contacted', c.channel, 1.0 from contacts c where c.channel is not null
union all
select l.customer_id, 'contact', '', case when c.customer_id is null then 0.0 else 1.0 end
from loyal_customer l cross join whether w left join contacted c on c.customer_id = l.customer_id where w.has_contacts
union all
select c.customer_id, 'still_open', '', cast(c.still_open as double) from contacted c
union all
select o.customer_id, 'discounted', '', cast(o.discounted as double) from orders o
union all
select f.customer_id, 'content', f.stage, case when f.content >= 0.5 then 1.0 else 0.0 end from feelings f
union all
select t.customer_id, 'failed', '', cast(t.has_failed as double) from tasks t
union all
select o.customer_id, 'amount', '', o.amount from orders o
union all
select l.customer_id, 'contacts', '', coalesce(c.contacts, 0.0)
from loyal_customer l cross join whether w left join contacted c on c.customer_id = l.customer_id where w.has_contacts
union all
select v.customer_id, 'channels', '', cast(count(*) as double) from visits v group by v.customer_id
union all
select l.customer_id, 'monthly', '', l.monthly_value from loyal_customer l where l.monthly_value is not null
