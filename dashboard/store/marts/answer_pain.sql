-- one row per day of an answer, day of the customer's next one, kind of question, pain met in the 30 days before the answer
-- and customer group: answers, the content and the discontent
with answers as (
  select
    f.customer_id, f.answer_id, f.at, f.day, f.segment, f.persona,
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
),
met as (
  select distinct
    t.answer_id, t.day, t.next_day, t.measure, p.kind, p.what,
    case when p.kind in ('task', 'error', 'cart') then p.channel end as channel,
    t.segment, t.persona, t.good, t.detractor
  from turns t
  join pain p on p.customer_id = t.customer_id and p.at <= t.at and t.at <= seconds_after(p.at, 2592000.0)
)
select
  m.day, m.measure, m.next_day, m.kind, m.what, m.channel, m.segment, m.persona,
  count(*) as n, sum(case when m.good then 1 else 0 end) as good, sum(case when m.detractor then 1 else 0 end) as bad
from met m
group by m.day, m.measure, m.next_day, m.kind, m.what, m.channel, m.segment, m.persona
