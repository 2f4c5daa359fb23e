-- one row per session of the period, the newest first
select f.at, f.session_id, f.customer_id, f.channel, f.device, f.pages, f.bounced, f.has_error, f.ordered, f.seconds
from fact_session f
where f.day >= $start and f.day < $end
  and ($device is null or f.device = $device)
  and {scope}
order by f.at desc
limit $most
