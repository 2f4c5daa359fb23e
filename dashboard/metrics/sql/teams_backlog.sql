-- one row per day and team: contacts open, and waiting for a first reply, at the end of the day
with moves as (
  select
    greatest(r.day, $first - 1) as day, r.team,
    sum(r.opened - r.closed) as added, sum(r.asked - r.answered) as unanswered
  from {backlog_day} r
  where r.day < $end
    and {scope}
  group by all
),
days as (
  select cast(unnest(generate_series($first - 1, $end - 1, interval 1 day)) as date) as day
),
cells as (
  select d.day, t.team
  from days d
  cross join (select distinct team from moves) t
)
select
  c.day, c.team,
  (sum(coalesce(m.added, 0)) over so_far)::bigint as open,
  (sum(coalesce(m.unanswered, 0)) over so_far)::bigint as unanswered
from cells c
left join moves m on m.day = c.day and m.team is not distinct from c.team
window so_far as (partition by c.team order by c.day)
qualify c.day >= $first
order by c.team nulls last, c.day
