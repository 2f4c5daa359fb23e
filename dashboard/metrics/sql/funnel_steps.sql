-- one row per stage and touchpoint that occurs: how often, in what people did, and in visits
select
  stage, step, unit = 'session' as in_visits, source_class = 'inferred' as behaviour, sum(touches)::bigint as touches
from touch_step
group by all
order by stage nulls last, step, in_visits, behaviour
