-- one row per text that fits, the newest first
with shown as (
  select t.text_id
  from fact_text t
  where t.day >= $start and t.day < $end and t.own
    and (len($classes) = 0 or t.source_class in (select unnest($classes::varchar[])))
    and ($source is null or t.place = $source)
    and ($language is null or t.language::varchar = $language)
    and ($feeling is null or coalesce(t.sentiment_label, 'unscored') = $feeling)
    and ($topic is null or t.text_id in (
      select k.text_id from text_topic k where k.topic = $topic and k.day >= $start and k.day < $end
    ))
    and (len($needles) = 0
      or list_bool_and(list_transform($needles::varchar[], lambda needle: contains(t.folded, needle))))
    and {scope}
  order by t."at" desc, t.text_id
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
order by t."at" desc, t.text_id
