-- one row per stretch of days and customer there at its start: what the customer was, what was met in the 90 days
-- before, and whether the customer left in the stretch; contracts without days are one row each
with places as (
  select 1 as place union all select 2 union all select 3 union all select 4
  union all select 5 union all select 6 union all select 7 union all select 8
),
stretches as (
  select 'contract' as rule, days_after(rules.as_of, -90 * p.place) as starts, days_after(rules.as_of, -90 * (p.place - 1)) as ends
  from places p
  cross join rules
  union all
  select
    'inactivity', days_after(rules.as_of, -rules.inactive_days * p.place),
    days_after(rules.as_of, -rules.inactive_days * (p.place - 1))
  from places p
  cross join rules
),
seen as (
  select min(f.first_day) as first_day
  from (
    select min(c.day) as first_day from fact_contact c
    union all select min(o.day) from fact_purchase o
    union all select min(v.day) from fact_session v
    union all select min(a.day) from fact_answer a
  ) f
),
watched as (
  select s.rule, s.starts, s.ends, days_after(s.starts, -90) as met_from
  from stretches s
  cross join rules
  cross join seen
  where days_after(s.starts, -90) >= coalesce(seen.first_day, rules.first_day)
),
orders as (
  select o.customer_id, o.day, count(*) as orders, sum(o.amount) as amount,
    max(case when o.discount > 0 or o.coupon is not null then 1 else 0 end) as discounted
  from fact_purchase o
  where o.customer_id is not null and o.day is not null
  group by o.customer_id, o.day
),
under_contract as (
  select
    w.rule, w.starts, w.ends, w.met_from, c.customer_id, c.contract, c.plan, c.monthly_value,
    days_between(c.started_on, w.starts) as tenure_days, c.ended_on is not null and c.ended_on <= w.ends as has_left
  from watched w
  join contract_spell c on c.started_on <= w.starts and (c.ended_on is null or c.ended_on > w.starts)
  where w.rule = 'contract'
),
buying as (
  select
    w.rule, w.starts, w.ends, w.met_from, o.customer_id,
    sum(case when o.day <= w.starts then o.orders else 0 end) as orders,
    max(case when o.day <= w.starts then o.day end) as last_on,
    sum(case when o.day <= w.starts then o.amount else 0 end) as amount,
    max(case when o.day > w.starts then 1 else 0 end) = 0 as has_left
  from watched w
  cross join rules
  join orders o on o.day <= w.ends
  where w.rule = 'inactivity'
  group by w.rule, w.starts, w.ends, w.met_from, o.customer_id
),
there as (
  select
    u.rule, u.starts, u.ends, u.met_from, u.customer_id, u.contract, u.plan, u.monthly_value as worth, u.tenure_days,
    cast(null as bigint) as orders, cast(null as bigint) as quiet_days, u.has_left
  from under_contract u
  union all
  select
    b.rule, b.starts, b.ends, b.met_from, b.customer_id, null, null, b.amount / b.orders, null, b.orders,
    days_between(b.last_on, b.starts), b.has_left
  from buying b
  cross join rules
  where b.orders > 0 and days_between(b.last_on, b.starts) < rules.inactive_days
  union all
  select
    'undated', null, null, null, coalesce(i.customer_id, s.customer_id), s.contract, s.plan, s.monthly_amount, null,
    null, null, s.churned
  from record.subscription s
  left join identity i on i.given = s.customer_id
  where s.started_on is null and s.customer_id is not null and s.churned is not null
),
contacted as (
  select
    w.rule, w.starts, c.customer_id,
    1 as contact,
    max(case when not c.resolved or (c.resolution_observed
      and local_day(seconds_after(c.at, c.resolution_s)) > w.starts) then 1 else 0 end) as unresolved,
    max(case when c.first_reply_s > 86400 then 1 else 0 end) as late_reply
  from watched w
  join fact_contact c on c.day > w.met_from and c.day <= w.starts
  where c.customer_id is not null
  group by w.rule, w.starts, c.customer_id
),
answered as (
  select distinct w.rule, w.starts, a.customer_id
  from watched w
  join fact_answer a on a.day > w.met_from and a.day <= w.starts
  where a.customer_id is not null and (a.detractor or not a.satisfied or not a.easy)
),
complained as (
  select distinct w.rule, w.starts, m.customer_id
  from watched w
  join fact_mention m on m.day > w.met_from and m.day <= w.starts
  where m.customer_id is not null and m.own and m.sentiment_label = 'negative'
),
stuck as (
  select distinct w.rule, w.starts, t.customer_id
  from watched w
  join fact_task t on t.day > w.met_from and t.day <= w.starts
  where t.customer_id is not null and t.mature and not t.finished
),
bought as (
  select w.rule, w.starts, o.customer_id, 1 as ordered, max(o.discounted) as discounted
  from watched w
  join orders o on o.day > w.met_from and o.day <= w.starts
  group by w.rule, w.starts, o.customer_id
),
ranked as (
  select t.*, percent_rank() over (partition by t.rule, t.starts order by t.worth) as worth_rank from there t
)
select
  r.rule, r.starts, r.ends, r.customer_id, r.has_left, p.segment, p.persona, p.region, r.contract, r.plan,
  case when r.worth is null then null when r.worth_rank < 0.25 then 'lowest quarter'
    when r.worth_rank < 0.5 then 'second quarter' when r.worth_rank < 0.75 then 'third quarter'
    else 'highest quarter' end as worth,
  case when r.tenure_days < 90 then 'first 3 months' when r.tenure_days < 275 then '3 to 9 months'
    when r.tenure_days < 366 then 'turns one year' when r.tenure_days < 731 then 'second year'
    when r.tenure_days is not null then 'later years' end as tenure,
  r.orders = 1 as one_order, r.quiet_days * 3 >= rules.inactive_days as quiet,
  c.contact is not null as contact, coalesce(c.unresolved = 1, false) as unresolved,
  coalesce(c.late_reply = 1, false) as late_reply, a.customer_id is not null as bad_answer,
  m.customer_id is not null as bad_mention, s.customer_id is not null as failed_task,
  coalesce(b.discounted = 1, false) as discounted
from ranked r
cross join rules
left join person p on p.customer_id = r.customer_id
left join contacted c on c.rule = r.rule and c.starts = r.starts and c.customer_id = r.customer_id
left join answered a on a.rule = r.rule and a.starts = r.starts and a.customer_id = r.customer_id
left join complained m on m.rule = r.rule and m.starts = r.starts and m.customer_id = r.customer_id
left join stuck s on s.rule = r.rule and s.starts = r.starts and s.customer_id = r.customer_id
left join bought b on b.rule = r.rule and b.starts = r.starts and b.customer_id = r.customer_id
