-- one row per day on which contracts ended, reason and customer group: how many, and the monthly value that left
select
  s.ended_on, s.reason, s.segment, s.persona, s.region, count(*) as customers, sum(s.monthly_value) as monthly_value
from spell s
where s.rule = 'contract' and s.churned and s.ended_on is not null
group by s.ended_on, s.reason, s.segment, s.persona, s.region
