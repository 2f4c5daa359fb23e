-- one row per touchpoint that journeys of the period came through: how many journeys, and in which unit
select unit, stage, step, sum(journeys)::bigint as journeys
from {path_step_day}
where day >= $start and day < $end
  and {scope}
group by all
order by unit, journeys desc, step
