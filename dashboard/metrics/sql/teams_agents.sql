-- one row per agent: the team and whether it is a bot
select agent_id, team, is_bot
from agent
order by agent_id
