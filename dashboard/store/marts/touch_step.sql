-- one row per unit, stage, touchpoint and source class: touches, and the last moment up to the day the data ends
select
  f.unit, f.stage, f.step, f.source_class, count(*) as touches,
  max(case when f.day <= rules.as_of then f.at end) as until
from funnel_touch f
cross join rules
group by f.unit, f.stage, f.step, f.source_class
