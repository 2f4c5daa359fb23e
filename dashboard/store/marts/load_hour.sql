-- one row per day and hour of opening in the company's zone and filter values: contacts and what queues did with them
select
  f.day, local_hour(f.at) as hour, f.channel, f.stage, f.segment, f.persona, f.region, f.team,
  count(*) as contacts,
  sum(case when f.queued then 1 else 0 end) as queued,
  sum(case when f.queued and f.abandoned then 1 else 0 end) as abandoned,
  sum(case when f.queued and not coalesce(f.abandoned, false) and f.queue_seconds <= rules.service_level_seconds
    then 1 else 0 end) as answered_in_target
from fact_contact f
cross join rules
where f.day is not null
group by f.day, local_hour(f.at), f.channel, f.stage, f.segment, f.persona, f.region, f.team
