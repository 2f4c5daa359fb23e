-- one row per answer of a known customer to a question of a kind, with the day of the customer's next answer to one
with answers as (
  select
    f.customer_id, f.answer_id, f.at, f.day, cast(f.touchpoint as varchar) as step, f.channel, f.segment, f.persona,
    case when f.promoter is not null then 'nps' when f.satisfied is not null then 'csat' else 'ces' end as measure,
    coalesce(f.promoter, f.satisfied, f.easy) as good, f.detractor as bad
  from fact_answer f
  where f.customer_id is not null and f.day is not null and coalesce(f.promoter, f.satisfied, f.easy) is not null
)
select
  a.*, lead(a.day) over (partition by a.customer_id, a.measure order by a.at, a.answer_id) as next_day
from answers a
