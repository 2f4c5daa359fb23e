-- one row per day, day of the same customer's next answer to a question of the same kind, touchpoint, channel and customer
-- group: answers of known customers, the content and the discontent; an answer is the last before any day up to the next
select
  t.day, t.measure, t.next_day, t.step, t.channel, t.segment, t.persona,
  count(*) as n, sum(case when t.good then 1 else 0 end) as good, sum(case when t.bad then 1 else 0 end) as bad
from answer_next t
group by t.day, t.measure, t.next_day, t.step, t.channel, t.segment, t.persona
