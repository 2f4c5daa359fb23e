-- one row per unit and step of the funnel that was walked at build
select unit, place, stage
from funnel_usual
order by unit, place
