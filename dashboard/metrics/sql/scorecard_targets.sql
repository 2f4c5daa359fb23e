-- one row per metric and first day: what the company promised for all of it
select t.metric, coalesce(t.valid_from, date '1900-01-01') as valid_from, t.target
from target t
where (t.dimension is null or t.dimension = '') and t.target is not null
order by t.metric, valid_from
