-- one row per way on from (or back from) a touchpoint, up to three touchpoints: how many journeys of each window took it
with windows as (
  select unnest($label) as label, unnest($from_day) as first_day, unnest($to_day) as end_day
)
select w.label, r.step_1, r.step_2, r.step_3, r.still_open, sum(r.journeys)::bigint as journeys
from windows w
join path_way_day r on r.day >= w.first_day and r.day < w.end_day
where r.unit = $unit and r.step = $step and r.forward = $forward and r.day >= $earliest and r.day < $latest
  and {scope}
group by all
order by w.label, journeys desc, r.step_1, r.step_2, r.step_3
