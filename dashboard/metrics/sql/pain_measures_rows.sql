-- one row: how many known customers answered each question in the period, whose answers can show damage
select
  count(distinct customer_id) filter (where promoter is not null) as nps,
  count(distinct customer_id) filter (where satisfied is not null) as csat,
  count(distinct customer_id) filter (where easy is not null) as ces
from fact_answer
where day >= $start and day < $end
  and {people}
