-- one row per candidate of the model that was fitted when the data was built
select d.*
from churn_driver d
order by d.chance nulls last, d.factor, d.level
