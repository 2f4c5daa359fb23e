-- one row per search on web or app: the words without emails and phone numbers, and whether anything was found
select
  e.happened_at as at, local_day(e.happened_at) as day, coalesce(i.customer_id, e.customer_id) as customer_id,
  coalesce(e.session_id, v.session_id) as session_id,
  e.channel, t.stage, p.segment, p.persona, coalesce(e.region, p.region) as region, cast(null as varchar) as team,
  e.device, substr(lower(trim(redact(e.search_term))), 1, 120) as term, e.results, e.results <= 0 as found_nothing,
  e._source as source
from record.event e
left join identity i on i.given = e.customer_id
left join event_visit v on v.event_id = e.event_id
left join person p on p.customer_id = coalesce(i.customer_id, e.customer_id)
left join touchpoint_stage t on t.touchpoint = coalesce(e.touchpoint, e.task)
where e.search_term is not null and trim(e.search_term) <> ''
