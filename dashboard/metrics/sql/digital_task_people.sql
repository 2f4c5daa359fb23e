-- one row per window, task, device and channel: the customers behind its tasks; who is not known counts as one a task
with windows as (
  select unnest($label) as label, unnest($from_day) as first_day, unnest($to_day) as end_day
)
select
  w.label, r.task, r.device, r.channel,
  (count(distinct r.customer_id) + count(*) filter (where r.customer_id is null))::double as people
from windows w
join fact_task r on r.day >= w.first_day and r.day < w.end_day
where r.mature and r.task is not null
  and {scope}
group by all
