-- one row per window, stage and channel of visits that came to the first touchpoint of the stage: how many of its further
-- touchpoints were reached, whether the whole window was seen, and how many such visits
with {with windows}
select
  $label[w.number] as label, r.stage, r.channel, r.mature::utinyint as mature, r.depth, sum(r.size)::bigint as size
from windows w
join {funnel_inside_day} r on r.day >= w.first_day and r.day < w.end_day and r.previous_day < w.first_day
where r.day >= $earliest and r.day < $latest
  and {scope}
group by w.number, r.stage, r.channel, r.mature, r.depth
order by all
