-- one row per way on from (or back from) a touchpoint, as `path_flows`, of some groups of customers
with {with windows},
ways as (
  select
    day, still_open and $forward as still_open,
    case when $forward then after_1 else before_1 end as step_1,
    case when $forward then after_2 else before_2 end as step_2,
    case when $forward then after_3 else before_3 end as step_3
  from touch_path
  where unit = $unit and step = $step and day >= $earliest and day < $latest
    and {scope}
)
select $label[w.number] as label, r.step_1, r.step_2, r.step_3, r.still_open, count(*) as journeys
from windows w
join ways r on r.day >= w.first_day and r.day < w.end_day
group by w.number, r.step_1, r.step_2, r.step_3, r.still_open
order by label, journeys desc, r.step_1, r.step_2, r.step_3
