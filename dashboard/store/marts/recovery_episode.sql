-- one row per occasion that can fail: whether it did, whether it was made good in time, what the customer did in the
-- days after that time, and what was known of the customer in the days before it began; lot: the same for all occasions of
-- a customer, evenly spread; draw: the lot after 0 for customers who were ever recovered, after 1 for all others
with ends as (
  select max(p.at) as bought_until from fact_purchase p
),
occasions as (
  select
    o.occasion_id, o.customer_id, o.at, local_day(o.at) as day, o.channel, o.stage, o.segment, o.persona, o.region,
    o.team, o.failed, o.sign,
    seconds_after(o.at, d.within_days * 86400) as landmark_at,
    seconds_after(o.at, (d.within_days + d.bought_days) * 86400) as bought_by,
    seconds_after(o.at, (d.within_days + d.answered_days) * 86400) as answered_by,
    d.history_days * 86400 as history_s
  from recovery_occasion o
  cross join recovery_days d
  where o.failed is not null
),
recovering as (
  select
    o.occasion_id,
    min(case when c.is_marker and c.at > o.at and c.at <= o.landmark_at then c.at end) as marked_at,
    max(case when c.resolved_at > o.at and c.resolved_at <= o.landmark_at then c.resolved_at end) as resolved_at,
    sum(case when c.at >= o.at and c.at <= o.landmark_at and coalesce(c.resolved_at > o.landmark_at, true)
      then 1 else 0 end) as still_open,
    sum(case when c.at < o.at and not c.is_marker then 1 else 0 end) as contacts_before
  from occasions o
  join recovery_contact c
    on c.customer_id = o.customer_id and seconds_between(c.at, o.at) <= o.history_s and c.at <= o.landmark_at
  group by o.occasion_id
),
bought as (
  select
    o.occasion_id,
    sum(case when p.at < o.at then 1 else 0 end) as orders_before,
    sum(case when p.at < o.at then p.amount else 0 end) as spend_before,
    max(case when p.at < o.at then p.at end) as last_order_at,
    sum(case when p.at > o.landmark_at and p.at <= o.bought_by then 1 else 0 end) as orders_after
  from occasions o
  join fact_purchase p
    on p.customer_id = o.customer_id and seconds_between(p.at, o.at) <= o.history_s and p.at <= o.bought_by
  group by o.occasion_id
),
answered as (
  select
    o.occasion_id,
    avg(case when a.at < o.at and a.scale_max > a.scale_min and a.score between a.scale_min and a.scale_max then
      (case when a.direction = 'down' then a.scale_max - a.score else a.score - a.scale_min end)
        / (a.scale_max - a.scale_min) end) as score_before,
    avg(case when a.at > o.landmark_at and a.promoter then 1.0 when a.at > o.landmark_at and a.detractor then -1.0
      when a.at > o.landmark_at and a.promoter is not null then 0.0 end) as nps_after,
    avg(case when a.at > o.landmark_at and a.satisfied then 1.0
      when a.at > o.landmark_at and a.satisfied is not null then 0.0 end) as csat_after,
    avg(case when a.at > o.landmark_at and a.easy then 1.0
      when a.at > o.landmark_at and a.easy is not null then 0.0 end) as ces_after
  from occasions o
  join fact_answer a
    on a.customer_id = o.customer_id and seconds_between(a.at, o.at) <= o.history_s and a.at <= o.answered_by
  group by o.occasion_id
),
told as (
  select
    o.occasion_id,
    case when s.names_markers then r.marked_at is not null
      else coalesce(r.resolved_at is not null and r.still_open = 0, false) end as recovered,
    case when s.names_markers then r.marked_at when r.still_open = 0 then r.resolved_at end as recovered_at,
    coalesce(r.contacts_before, 0) as contacts_before
  from occasions o
  cross join recovery_sign s
  left join recovering r on r.occasion_id = o.occasion_id
),
ever as (
  select distinct o.customer_id
  from occasions o
  join told t on t.occasion_id = o.occasion_id
  where o.failed and t.recovered
)
select
  o.occasion_id, o.customer_id, o.at, o.day, o.channel, o.stage, o.segment, o.persona, o.region, o.team, o.failed,
  o.sign, days_between(local_day(o.landmark_at), rules.as_of) > 0 as judged,
  t.recovered, t.recovered_at,
  case when o.bought_by <= e.bought_until and days_between(local_day(o.bought_by), rules.as_of) >= 0
    then coalesce(b.orders_after, 0) > 0 end as bought_again,
  a.nps_after, a.csat_after, a.ces_after,
  coalesce(b.orders_before, 0) as orders_before,
  round(coalesce(b.spend_before, 0), 6) as spend_before,
  seconds_between(b.last_order_at, o.at) / 86400.0 as last_order_days,
  case when c.since <= o.day then days_between(c.since, o.day) end as tenure_days,
  t.contacts_before, a.score_before,
  substring(md5(o.customer_id), 1, 8) as lot,
  concat(case when v.customer_id is null then '1' else '0' end, substring(md5(o.customer_id), 1, 8)) as draw
from occasions o
cross join rules
cross join ends e
join told t on t.occasion_id = o.occasion_id
left join ever v on v.customer_id = o.customer_id
left join bought b on b.occasion_id = o.occasion_id
left join answered a on a.occasion_id = o.occasion_id
left join customer c on c.customer_id = o.customer_id
