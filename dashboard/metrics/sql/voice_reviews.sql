-- one row per window and group: rated reviews in parts that add up, and how many were answered
with {with windows},
reviews as (
  select
    day, kind, replied,
    case $by when 'location' then location when 'app_version' then app_version else site::varchar end as grouped,
    case when rating_max > 0 and rating <= rating_max then 5 * rating / rating_max end as stars
  from fact_mention
  where own and day >= $earliest and day < $latest
    and {scope}
)
select
  $label[w.number] as label, r.grouped,
  count(r.stars)::double as rated, coalesce(sum(r.stars), 0)::double as stars_sum,
  coalesce(sum(r.stars * r.stars), 0)::double as stars_sumsq,
  (count(*) filter (where r.kind = 'review' and r.replied is not null))::double as repliable,
  (count(*) filter (where r.kind = 'review' and r.replied))::double as replied
from windows w
join reviews r on r.day >= w.first_day and r.day < w.end_day
where r.grouped is not null and (r.stars is not null or r.kind = 'review')
group by w.number, r.grouped
order by label, r.grouped
