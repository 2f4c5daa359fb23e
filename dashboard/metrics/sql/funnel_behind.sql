-- one row per customer or visit that stopped: when it entered, the newest first, after which step, and what came later
with stopped as (
  select
    unnest($who::bigint[]) as who, unnest($entered::timestamp[]) as entered_at,
    unnest($stopped::varchar[]) as stopped_after
),
seen as (
  select s.entered_at, s.stopped_after, t.id, t."at", t.step, t.channel, t.device, t.segment, t.persona, t.region
  from stopped s
  join funnel_touch t on t.who = s.who and t."at" >= s.entered_at
)
select
  id, entered_at, stopped_after, arg_min(channel, "at") as channel, arg_min(device, "at") as device, min(segment) as segment,
  min(persona) as persona, arg_min(region, "at") as region, count(*) as touches_since, max("at") as last_touch_at,
  arg_max(step, "at") as last_touchpoint
from seen
group by id, entered_at, stopped_after
order by entered_at desc, id
limit $most
