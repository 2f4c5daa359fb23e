-- one row per day, filter values, brand and kind of mention; brand is empty for the company itself
select
  m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team,
  m.kind, m.own, case when not m.own then trim(m.brand) end as brand,
  count(*) as mentions
from fact_mention m
where m.day is not null
group by m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team,
  m.kind, m.own, case when not m.own then trim(m.brand) end
