-- one row per window, task, device and channel: the customers behind its tasks; who is not known counts as one a task
with {with windows}
select
  $label[w.number] as label, r.task, r.device, r.channel,
  (count(distinct r.customer_id) + count(*) filter (where r.customer_id is null))::double as people
from windows w
join fact_task r on r.day >= w.first_day and r.day < w.end_day
where r.mature and r.task is not null
  and {scope}
group by w.number, r.task, r.device, r.channel
