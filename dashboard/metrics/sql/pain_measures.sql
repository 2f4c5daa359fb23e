-- one row: how many known customers answered each question in the period, whose answers can show damage
select
  coalesce(sum(n) filter (where measure = 'nps'), 0)::bigint as nps,
  coalesce(sum(n) filter (where measure = 'csat'), 0)::bigint as csat,
  coalesce(sum(n) filter (where measure = 'ces'), 0)::bigint as ces
from {answer_turn}
where day >= $start and day < $end and (next_day < $end) is not true
  and {people}
