-- one row per task begun in a session (its first start), finished when it was within the company's minutes; an error
-- that names no task belongs to the one that was begun last and is not over
with steps as (
  select e.*, coalesce(e.task, '') as task_name
  from fact_event e
  where e.name in ('task_start', 'task_finish', 'error') and e.at is not null and e.session_id is not null
),
numbered as (
  select
    s.*,
    row_number() over (
      partition by s.source, s.session_id, s.task_name order by s.at, s.touchpoint, s.channel, s.device, s.region
    ) as place
  from steps s
  where s.name = 'task_start'
),
finishes as (
  select
    b.source, b.session_id, b.task_name, b.at as started_at, f.at as finished_at, f.clicks, f.seconds,
    row_number() over (
      partition by b.source, b.session_id, b.task_name order by f.at, f.clicks, f.seconds
    ) as place
  from numbered b
  join steps f
    on f.session_id = b.session_id and f.task_name = b.task_name and f.source is not distinct from b.source
    and f.at >= b.at
  cross join rules
  where b.place = 1 and f.name = 'task_finish' and seconds_between(b.at, f.at) <= rules.task_minutes * 60
),
clicked as (
  select f.source, f.session_id, f.task_name, sum(s.clicks) as clicks
  from finishes f
  join steps s
    on s.session_id = f.session_id and s.task_name = f.task_name and s.source is not distinct from f.source
    and s.at >= f.started_at and s.at <= f.finished_at
  where f.place = 1 and f.clicks is null
  group by f.source, f.session_id, f.task_name
),
begun as (
  select
    n.source, n.session_id, n.task_name, n.at,
    lead(n.at) over (partition by n.source, n.session_id order by n.at, n.task_name) as next_at
  from numbered n
  where n.place = 1
),
errors as (
  select e.source, e.session_id, e.task, e.at
  from fact_event e
  where (e.name = 'error' or e.error is not null) and e.at is not null and e.session_id is not null
),
erred as (
  select distinct b.source, b.session_id, b.task_name
  from begun b
  join errors e on e.session_id = b.session_id and e.source is not distinct from b.source and e.at >= b.at
  cross join rules
  left join finishes f
    on f.place = 1 and f.session_id = b.session_id and f.task_name = b.task_name
    and f.source is not distinct from b.source
  where seconds_between(b.at, e.at) <= rules.task_minutes * 60 and (f.finished_at is null or e.at <= f.finished_at)
    and (e.task = b.task_name or e.task is null and (b.next_at is null or e.at < b.next_at))
)
select
  n.session_id, n.task, n.at, n.day, n.customer_id,
  n.channel, n.stage, n.segment, n.persona, n.region, n.team, n.device,
  seconds_between(n.at, w.until) >= rules.task_minutes * 60 as mature,
  f.finished_at is not null as finished,
  case when f.finished_at > n.at then seconds_between(n.at, f.finished_at) else f.seconds end as seconds,
  coalesce(f.clicks, c.clicks) as clicks,
  x.session_id is not null as has_error,
  n.source
from numbered n
cross join rules
join event_source w on w.source is not distinct from n.source
left join finishes f
  on f.place = 1 and f.session_id = n.session_id and f.task_name = n.task_name
  and f.source is not distinct from n.source
left join clicked c
  on c.session_id = n.session_id and c.task_name = n.task_name and c.source is not distinct from n.source
left join erred x
  on x.session_id = n.session_id and x.task_name = n.task_name and x.source is not distinct from n.source
where n.place = 1
