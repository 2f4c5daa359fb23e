-- one row per task that was begun in the period, the newest first
select f.at, f.session_id, f.customer_id, f.task, f.channel, f.device, f.finished, f.has_error, f.seconds, f.clicks
from fact_task f
where f.day >= $start and f.day < $end and f.mature
  and ($task is null or f.task = $task)
  and ($device is null or f.device = $device)
  and {scope}
order by f.at desc
limit $most
