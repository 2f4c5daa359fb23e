-- one row per text and topic that one of the topic's words is found for, in the text or in the topic its source states
with written as (
  select distinct t.folded, folded(t.stated_topic) as stated, t.language
  from fact_text t
),
found as (
  select distinct w.folded, w.stated, w.language, k.topic
  from written w
  join topic_word k
    on (contains(w.folded, k.needle) or contains(w.stated, k.needle))
    and (k.language is null or w.language is null or k.language = cast(w.language as varchar))
)
select t.text_id, t.at, t.day, f.topic
from fact_text t
join found f
  on f.folded = t.folded
  and f.stated is not distinct from folded(t.stated_topic)
  and f.language is not distinct from t.language
