-- one row per churn rule, segment, persona, days as a customer up to the last day of the data and whether
-- that time has ended: times as a customer, and how many of them are their customer's first
select
  s.rule, s.segment, s.persona, s.tenure_days as days, coalesce(s.churned, false) as has_left,
  count(*) as spells, sum(case when s.turn = 1 then 1 else 0 end) as first_spells
from spell s
where s.tenure_days >= 0
group by s.rule, s.segment, s.persona, s.tenure_days, coalesce(s.churned, false)
