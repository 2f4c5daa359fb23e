-- one row per agent who is listed, answered a contact or was scored: the team and whether it is a bot; never a name
with seen as (
  select f.agent_id, cast(f.team as varchar) as team from fact_contact f where f.agent_id is not null
  union all
  select f.agent_id, cast(f.team as varchar) as team from fact_answer f where f.agent_id is not null
),
counted as (
  select s.agent_id, s.team, count(*) as times from seen s group by s.agent_id, s.team
),
placed as (
  select
    c.agent_id, c.team,
    row_number() over (
      partition by c.agent_id order by case when c.team is null then 1 else 0 end, c.times desc, c.team
    ) as place
  from counted c
)
select
  coalesce(g.agent_id, p.agent_id) as agent_id, coalesce(g.team, p.team) as team,
  coalesce(g.is_bot, false) as is_bot
from record.agent g
full outer join (select * from placed where place = 1) p on p.agent_id = g.agent_id
