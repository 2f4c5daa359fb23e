-- one row per day of opening and filter values: contacts in parts that add up
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as contacts,
  sum(case when f.resolved then 1 else 0 end) as resolved,
  sum(case when f.mature then 1 else 0 end) as mature_resolved,
  sum(case when f.resolved_first_time then 1 else 0 end) as resolved_first_time,
  sum(case when f.reopens > 0 then 1 else 0 end) as reopened,
  sum(case when f.resolved or f.reopens > 0 then 1 else 0 end) as ever_resolved,
  sum(case when f.queued then 1 else 0 end) as queued,
  sum(case when f.queued and f.abandoned then 1 else 0 end) as abandoned,
  sum(case when f.queued and not coalesce(f.abandoned, false) and f.queue_seconds <= rules.service_level_seconds
    then 1 else 0 end) as answered_in_target,
  sum(case when f.handle_seconds > 0 then 1 else 0 end) as handled,
  coalesce(sum(case when f.handle_seconds > 0 then f.handle_seconds end), 0) as handle_sum,
  coalesce(sum(case when f.handle_seconds > 0 then ln(f.handle_seconds) end), 0) as handle_log_sum,
  coalesce(sum(case when f.handle_seconds > 0 then ln(f.handle_seconds) * ln(f.handle_seconds) end), 0)
    as handle_log_sumsq,
  sum(case when f.is_bot then 1 else 0 end) as bot_contacts,
  sum(case when f.is_bot and not coalesce(f.handed_over, false) then 1 else 0 end) as bot_contained,
  sum(case when f.is_bot and not coalesce(f.handed_over, false) and f.mature then 1 else 0 end) as bot_contained_mature,
  sum(case when f.is_bot and not coalesce(f.handed_over, false) and f.mature and not f.resolved_first_time
    then 1 else 0 end) as bot_came_back
from fact_contact f
cross join rules
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
