-- one row per day, day of the same customer's next answer to a question of the same kind, touchpoint, channel and customer
-- group: answers of known customers, the content and the discontent; an answer is the last before any day up to the next
with answers as (
  select
    f.customer_id, f.answer_id, f.at, f.day, cast(f.touchpoint as varchar) as step, f.channel, f.segment, f.persona,
    case when f.promoter is not null then 'nps' when f.satisfied is not null then 'csat' else 'ces' end as measure,
    coalesce(f.promoter, f.satisfied, f.easy) as good, f.detractor
  from fact_answer f
  where f.customer_id is not null and f.day is not null and coalesce(f.promoter, f.satisfied, f.easy) is not null
),
turns as (
  select
    a.*,
    lead(a.day) over (partition by a.customer_id, a.measure order by a.at, a.answer_id) as next_day
  from answers a
)
select
  t.day, t.measure, t.next_day, t.step, t.channel, t.segment, t.persona,
  count(*) as n, sum(case when t.good then 1 else 0 end) as good, sum(case when t.detractor then 1 else 0 end) as bad
from turns t
group by t.day, t.measure, t.next_day, t.step, t.channel, t.segment, t.persona
