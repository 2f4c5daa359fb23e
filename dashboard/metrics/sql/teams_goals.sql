-- one row per metric and team: the goal in force on the last day of the period; '' is the goal of every team
select
  r.metric, case when r.dimension = 'team' then coalesce(r.value, '') else '' end as team,
  arg_max(r.target, coalesce(r.valid_from, date '1900-01-01')) as target
from target r
where (coalesce(r.dimension, '') = '' or r.dimension = 'team')
  and r.target is not null
  and (r.valid_from is null or r.valid_from < $end)
group by all
order by all
