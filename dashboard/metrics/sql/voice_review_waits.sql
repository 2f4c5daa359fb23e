-- one row per group and waiting time of a review, its answer seen or not: how many waited that long
select
  case $by when 'location' then location when 'app_version' then app_version else site::varchar end as grouped,
  reply_s::double as seconds, reply_observed as observed, count(*)::double as n
from fact_mention
where own and kind = 'review' and reply_s is not null and day >= $start and day < $end
  and case $by when 'location' then location when 'app_version' then app_version else site::varchar end is not null
  and {scope}
group by all
order by grouped, seconds
