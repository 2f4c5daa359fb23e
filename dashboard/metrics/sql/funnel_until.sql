-- one row per unit: the last moment at which a touch was seen; entrants with less time than the window after them are too young
select unit, max("at") as until
from funnel_touch
where day <= $as_of
group by unit
