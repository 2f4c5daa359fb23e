-- one row per group of customers on the day of the check: what came since, and what the model had expected
select model, cut_on, until, place, name, customers, actual, low, high, expected
from value_check
order by place
