-- one row per day and filter values: contacts that began and stopped being open, and waiting for a first reply;
-- only contacts whose end can be known: their source says when contacts are resolved, or replied to
with moves as (
  select f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
    case when f.resolution_s is not null then 1 else 0 end as opened, 0 as closed,
    case when f.first_reply_s is not null and not f.is_bot then 1 else 0 end as asked, 0 as answered
  from fact_contact f
  union all
  select local_day(seconds_after(f.at, f.resolution_s)), f.channel, f.stage, f.segment, f.persona, f.region, f.team,
    0, 1, 0, 0
  from fact_contact f
  where f.resolution_observed or (f.abandoned and f.resolution_s is not null)
  union all
  select local_day(seconds_after(f.at, f.first_reply_s)), f.channel, f.stage, f.segment, f.persona, f.region, f.team,
    0, 0, 0, 1
  from fact_contact f
  where not f.is_bot and f.first_reply_s is not null
    and (f.first_reply_observed or f.abandoned or f.resolution_observed)
)
select
  m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team,
  sum(m.opened) as opened, sum(m.closed) as closed, sum(m.asked) as asked, sum(m.answered) as answered
from moves m
where m.day is not null
group by m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team
