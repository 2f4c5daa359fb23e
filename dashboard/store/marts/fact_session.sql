-- one row per web or app session, dated and described by its first event
with visited as (
  select
    e.*,
    row_number() over (
      partition by e.source, e.session_id
      order by e.at, e.touchpoint, e.channel, e.device, e.region
    ) as place
  from fact_event e
  where e.session_id is not null and e.at is not null
    and (e.channel is null or e.channel <> 'store') and (e.name is null or e.name <> 'store_visit')
),
sessions as (
  select
    v.source, v.session_id, min(v.at) as first_at, max(v.at) as last_at,
    min(v.customer_id) as customer_id,
    count(*) as events,
    sum(case when v.name = 'page_view' then 1 else 0 end) as pages,
    max(case when v.name = 'error' or v.error is not null then 1 else 0 end) as errors,
    max(case when v.name = 'purchase' then 1 else 0 end) as purchases
  from visited v
  group by v.source, v.session_id
),
ordering_sessions as (
  select distinct o.session_id from fact_purchase o where o.session_id is not null
)
select
  s.session_id, s.first_at as at, f.day, s.customer_id,
  f.channel, f.stage, p.segment, p.persona, coalesce(f.region, p.region) as region, f.team, f.device, s.pages,
  s.events = 1 and s.pages = 1 as bounced, s.errors = 1 as has_error,
  s.purchases = 1 or o.session_id is not null as ordered,
  seconds_between(s.first_at, s.last_at) as seconds, s.source
from sessions s
join visited f on f.place = 1 and f.session_id = s.session_id and f.source is not distinct from s.source
left join person p on p.customer_id = s.customer_id
left join ordering_sessions o on o.session_id = s.session_id
