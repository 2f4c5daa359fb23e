-- one row per month, kind, channel and team: money spent
select
  cast(date_trunc('month', c.month) as date) as month, c.kind, c.channel, c.team, sum(c.amount) as amount
from record.cost c
where c.month is not null
group by date_trunc('month', c.month), c.kind, c.channel, c.team
