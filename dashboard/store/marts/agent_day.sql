-- one row per day, agent, topic and filter values: answers about and contacts of a person in parts that add up
with parts as (
  select
    f.day, f.agent_id, f.topic, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
    case when f.promoter is not null then 1 else 0 end as nps_answers,
    case when f.promoter then 1 else 0 end as promoters,
    case when f.detractor then 1 else 0 end as detractors,
    case when f.satisfied is not null then 1 else 0 end as csat_answers,
    case when f.satisfied then 1 else 0 end as satisfied,
    case when f.easy is not null then 1 else 0 end as ces_answers,
    case when f.easy then 1 else 0 end as easy,
    0 as contacts, 0 as resolved, 0 as mature_resolved, 0 as resolved_first_time, 0 as ever_resolved, 0 as reopened
  from fact_answer f
  where f.day is not null and f.agent_id is not null
  union all
  select
    f.day, f.agent_id, f.topic, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
    0, 0, 0, 0, 0, 0, 0,
    1,
    case when f.resolved then 1 else 0 end,
    case when f.mature then 1 else 0 end,
    case when f.resolved_first_time then 1 else 0 end,
    case when f.resolved or f.reopens > 0 then 1 else 0 end,
    case when f.reopens > 0 then 1 else 0 end
  from fact_contact f
  where f.day is not null and f.agent_id is not null
)
select
  p.day, p.agent_id, p.topic, p.channel, p.stage, p.segment, p.persona, p.region, p.team,
  sum(p.nps_answers) as nps_answers, sum(p.promoters) as promoters, sum(p.detractors) as detractors,
  sum(p.csat_answers) as csat_answers, sum(p.satisfied) as satisfied,
  sum(p.ces_answers) as ces_answers, sum(p.easy) as easy,
  sum(p.contacts) as contacts, sum(p.resolved) as resolved, sum(p.mature_resolved) as mature_resolved,
  sum(p.resolved_first_time) as resolved_first_time, sum(p.ever_resolved) as ever_resolved,
  sum(p.reopened) as reopened
from parts p
left join agent g on g.agent_id = p.agent_id
where not coalesce(g.is_bot, false)
group by p.day, p.agent_id, p.topic, p.channel, p.stage, p.segment, p.persona, p.region, p.team
