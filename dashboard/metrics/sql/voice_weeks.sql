-- one row per topic, channel and week back from the end: texts; and how many weeks back the channel was first heard of
with heard as (
  select channel, cast(floor(date_diff('day', min(day), $until) / 7.0) as bigint) as weeks_known
  from {text_day channel}
  group by channel
),
counted as (
  select topic, channel, cast(floor((date_diff('day', day, $until) - 1) / 7.0) as bigint) as weeks_ago, sum(texts) as texts
  from {topic_day channel}
  where topic is not null and day < $until and day >= $earliest
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
  group by all
)
select c.topic, c.channel::varchar as channel, c.weeks_ago, c.texts::double as texts, h.weeks_known
from counted c
join heard h on h.channel is not distinct from c.channel
order by c.topic, c.channel, c.weeks_ago
