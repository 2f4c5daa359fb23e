-- one row per review of the period, the newest first
select
  mention_id, "at", site, location, app_version, rating, rating_max, language, title, body, sentiment, replied, reply_s
from fact_mention
where own and (kind = 'review' or rating is not null) and day >= $start and day < $end
  and {scope}
order by "at" desc, mention_id
limit $most
