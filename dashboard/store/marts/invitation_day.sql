-- one row per day and filter values: survey invitations and how many were answered
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as invitations, sum(case when f.answered then 1 else 0 end) as answered
from fact_invitation f
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team
