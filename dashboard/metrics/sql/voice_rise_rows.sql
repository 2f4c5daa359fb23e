-- one row per text of a topic on a channel, or mention of a competitor in a kind of media, the newest first
select row_id, "at", place, channel, language, title, body, sentiment
from (
  select
    t.row_id, t."at", t.place, t.channel::varchar as channel, t.language::varchar as language, t.title, t.body,
    t.sentiment, t.day, t.stage, t.segment, t.persona, t.region, t.team
  from fact_text t
  where not $brand and t.own and t.channel::varchar is not distinct from $place
    and t.text_id in (select k.text_id from text_topic k where k.topic = $name)
  union all
  select
    m.mention_id, m."at", m.site::varchar, m.channel::varchar, m.language::varchar, m.title, m.body,
    m.sentiment, m.day, m.stage, m.segment, m.persona, m.region, m.team
  from fact_mention m
  where $brand and trim(m.brand) = $name and m.kind is not distinct from $place
)
where day >= $since and day < $until
  and {scope}
order by "at" desc, row_id
limit $most
