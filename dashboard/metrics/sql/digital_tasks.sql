-- one row per window, task, device and channel: tasks whose time to finish has passed, in parts that add up
with {with windows},
added_up as (
  select
    day, task, device, channel, sum(mature) as mature, sum(finished) as finished, sum(erred) as erred,
    sum(timed) as timed, sum(log_seconds_sum) as log_seconds_sum, sum(log_seconds_sumsq) as log_seconds_sumsq,
    sum(clicked) as clicked, sum(log_clicks_sum) as log_clicks_sum, sum(log_clicks_sumsq) as log_clicks_sumsq
  from {task_day}
  where day >= $earliest and day < $latest
    and task is not null
    and {scope}
  group by all
)
select
  $label[w.number] as label, r.task, r.device, r.channel,
  sum(r.mature)::double as mature, sum(r.finished)::double as finished, sum(r.erred)::double as erred,
  sum(r.timed)::double as timed, sum(r.log_seconds_sum)::double as log_seconds_sum,
  sum(r.log_seconds_sumsq)::double as log_seconds_sumsq, sum(r.clicked)::double as clicked,
  sum(r.log_clicks_sum)::double as log_clicks_sum, sum(r.log_clicks_sumsq)::double as log_clicks_sumsq
from windows w
join added_up r on r.day >= w.first_day and r.day < w.end_day
group by w.number, r.task, r.device, r.channel
order by label, r.task, r.device, r.channel
