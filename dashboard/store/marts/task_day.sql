-- one row per day, filter values, task and device: tasks whose time to finish has passed, in parts that add up
with tasks as (
  select
    f.*,
    case when f.finished and f.seconds > 0 then ln(f.seconds) end as log_seconds,
    case when f.finished and f.clicks > 0 then ln(f.clicks) end as log_clicks
  from fact_task f
  where f.day is not null and f.mature
)
select
  t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team, t.task, t.device,
  count(*) as mature,
  sum(case when t.finished then 1 else 0 end) as finished,
  sum(case when t.has_error then 1 else 0 end) as erred,
  count(t.log_seconds) as timed,
  coalesce(sum(t.log_seconds), 0) as log_seconds_sum,
  coalesce(sum(t.log_seconds * t.log_seconds), 0) as log_seconds_sumsq,
  count(t.log_clicks) as clicked,
  coalesce(sum(t.log_clicks), 0) as log_clicks_sum,
  coalesce(sum(t.log_clicks * t.log_clicks), 0) as log_clicks_sumsq
from tasks t
group by t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team, t.task, t.device
