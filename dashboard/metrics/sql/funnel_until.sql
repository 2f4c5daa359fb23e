-- one row per unit: the last moment at which a touch was seen; entrants with less time than the window after them are too young
select unit, max(until) as until
from touch_step
where until is not null
group by unit
