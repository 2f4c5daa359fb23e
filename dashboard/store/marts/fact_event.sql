-- one row per event on web, app or in a store; a task that the journey names as a touchpoint is its stage
select
  e.happened_at as at, local_day(e.happened_at) as day, coalesce(i.customer_id, e.customer_id) as customer_id,
  coalesce(e.session_id, v.session_id) as session_id, e.name,
  e.channel, t.stage, p.segment, p.persona, coalesce(e.region, p.region) as region, cast(null as varchar) as team,
  e.touchpoint, e.device, e.page, e.task, e.error, e.clicks, e.seconds, e._source as source
from record.event e
left join identity i on i.given = e.customer_id
left join event_visit v on v.event_id = e.event_id
left join person p on p.customer_id = coalesce(i.customer_id, e.customer_id)
left join touchpoint_stage t on t.touchpoint = coalesce(e.touchpoint, e.task)
