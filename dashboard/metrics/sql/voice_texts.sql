-- one row per text that fits, the newest first
with shown as (
  select t.text_id
  from fact_text t
  where {with voice_fits}
  order by t.day desc, t."at" desc, t.text_id
  limit $most offset $skipped
),
topics as (
  select k.text_id, string_agg(p.label, '|' order by p.place) as labels
  from text_topic k
  join topic p on p.topic = k.topic
  where k.day >= $start and k.day < $end and k.text_id in (select s.text_id from shown s)
  group by k.text_id
)
select
  t.text_id, t.row_id, t."at", t.source_class, t.medium, t.place, t.channel::varchar as channel,
  t.language::varchar as language, t.title, t.body, t.sentiment_label, t.sentiment_model,
  t.nps, t.csat, t.ces, t.stars, k.labels as topics
from fact_text t
left join topics k on k.text_id = t.text_id
where t.day >= $start and t.day < $end and t.text_id in (select s.text_id from shown s)
order by t.day desc, t."at" desc, t.text_id
