-- one row per step of the funnels that were walked at build: through the stages, and through the touchpoints of a stage
select unit, stage, point, place
from funnel_usual
order by unit, case when point is not null then stage end nulls first, place
