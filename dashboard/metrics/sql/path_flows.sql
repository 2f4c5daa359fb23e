-- one row per way on from (or back from) a touchpoint, up to three touchpoints: how many journeys of each window took it
with {with windows}
select $label[w.number] as label, r.step_1, r.step_2, r.step_3, r.still_open, sum(r.journeys)::bigint as journeys
from windows w
join path_way_day r on r.day >= w.first_day and r.day < w.end_day
where r.unit = $unit and r.step = $step and r.forward = $forward and r.day >= $earliest and r.day < $latest
  and {scope}
group by w.number, r.step_1, r.step_2, r.step_3, r.still_open
order by label, journeys desc, r.step_1, r.step_2, r.step_3
