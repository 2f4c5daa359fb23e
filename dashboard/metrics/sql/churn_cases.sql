-- one row per customer and stretch of days behind the drivers, those who left last first
select c.*
from churn_case c
where c.rule = $rule
  and {people}
order by c.has_left desc, c.ends desc, c.customer_id
limit $most
