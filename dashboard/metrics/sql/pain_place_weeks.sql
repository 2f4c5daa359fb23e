-- one row per step of the period: the answers about a touchpoint in a channel, the content and the discontent
with {with windows},
answers as (
  select
    day,
    sum(case $measure when 'nps' then nps_answers when 'csat' then csat_answers else ces_answers end) as n,
    sum(case $measure when 'nps' then promoters when 'csat' then satisfied else easy end) as good,
    sum(case when $measure = 'nps' then detractors else 0 end) as bad
  from {survey_answer_day channel}
  where day >= $earliest and day < $latest
    and cast(touchpoint as varchar) = $what and channel is not distinct from $in_channel
    and {scope}
  group by day
)
select
  $label[w.number] as label, coalesce(sum(a.n), 0)::double as n, coalesce(sum(a.good), 0)::double as good,
  coalesce(sum(a.bad), 0)::double as bad
from windows w
left join answers a on a.day >= w.first_day and a.day < w.end_day
group by w.number
order by label
