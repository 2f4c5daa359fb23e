-- one row per stage and touchpoint that occurs: how often, in what people did, and in visits
select
  stage, step, unit = 'session' as in_visits, source_class = 'inferred' as behaviour, count(*) as touches
from funnel_touch
group by all
order by stage nulls last, step, in_visits, behaviour
