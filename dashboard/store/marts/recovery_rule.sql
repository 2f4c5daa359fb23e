-- one row: the days and shares of the rule this snapshot was built with, and the first failure that was made good
select
  d.within_days, d.bought_days, d.answered_days, d.history_days, d.bad_share,
  (select min(e.day) from recovery_episode e where e.failed and e.recovered) as first_recovered_on
from recovery_days d
