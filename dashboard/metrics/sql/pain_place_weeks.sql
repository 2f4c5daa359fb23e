-- one row per step of the period: the answers about a touchpoint in a channel, the content and the discontent
with windows as (
  select unnest($label) as label, unnest($from_day) as first_day, unnest($to_day) as end_day
),
answers as (
  select
    day, case $measure when 'nps' then promoter when 'csat' then satisfied else easy end as good,
    case when $measure = 'nps' then detractor else false end as bad
  from fact_answer
  where day >= $start and day < $end
    and cast(touchpoint as varchar) = $what and channel is not distinct from $in_channel
    and case $measure when 'nps' then promoter is not null when 'csat' then satisfied is not null
      else easy is not null end
    and {scope}
)
select
  w.label, count(a.day)::double as n, (count(*) filter (where a.good))::double as good,
  (count(*) filter (where a.bad))::double as bad
from windows w
left join answers a on a.day >= w.first_day and a.day < w.end_day
group by w.label
order by w.label
