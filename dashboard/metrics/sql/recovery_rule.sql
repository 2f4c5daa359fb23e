-- one row: the days of the rule this snapshot was built with, and the first failure that was made good
select r.within_days, r.bought_days, r.answered_days, r.history_days, r.first_recovered_on
from recovery_rule r
