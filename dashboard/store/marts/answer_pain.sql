-- one row per day of an answer, day of the customer's next one, kind of question, pain met in the 30 days before the
-- answer, channel it was met in and customer group: answers, the content and the discontent; `any_*` counts an answer
-- once for a pain, whichever channels it was met in
with met as (
  select distinct
    t.answer_id, t.day, t.next_day, t.measure, p.kind, p.what, p.channel, t.segment, t.persona, t.good, t.bad
  from answer_next t
  join pain p on p.customer_id = t.customer_id and p.at <= t.at and t.at <= seconds_after(p.at, 2592000.0)
),
counted as (
  select
    m.*,
    row_number() over (
      partition by m.answer_id, m.kind, m.what, case when m.kind in ('task', 'error', 'cart') then m.channel end
      order by m.channel
    ) = 1 as any_turn
  from met m
)
select
  c.day, c.measure, c.next_day, c.kind, c.what, c.channel, c.segment, c.persona,
  count(*) as n, sum(case when c.good then 1 else 0 end) as good, sum(case when c.bad then 1 else 0 end) as bad,
  sum(case when c.any_turn then 1 else 0 end) as any_n,
  sum(case when c.any_turn and c.good then 1 else 0 end) as any_good,
  sum(case when c.any_turn and c.bad then 1 else 0 end) as any_bad
from counted c
group by c.day, c.measure, c.next_day, c.kind, c.what, c.channel, c.segment, c.persona
