-- one row per journey through a touchpoint in the period, the newest first, with the touchpoints around it
select "at", id, channel, before_3, before_2, before_1, step as touchpoint, after_1, after_2, after_3, still_open
from touch_path
where unit = $unit and step = $step and day >= $start and day < $end
  and {scope}
order by "at" desc, id
limit $most
