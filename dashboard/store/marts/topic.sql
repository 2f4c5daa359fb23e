-- one row per topic of the topics file, in its order, with the words it is found by
select w.topic, any_value(w.label) as label, min(w.place) as place,
  string_agg(w.word, ', ' order by w.language, w.word) as words
from topic_word w
group by w.topic
