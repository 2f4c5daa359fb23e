-- one row per metric, first day, dimension and value: a number the company promised; a file of targets wins over
-- the company file
select t.metric, t.valid_from, t.dimension, t.value, t.target
from record.target t
union all
select c.metric, cast(null as date), cast(null as varchar), cast(null as varchar), c.target
from company_target c
where not exists (
  select 1 from record.target t where t.metric = c.metric and coalesce(t.dimension, '') = ''
)
