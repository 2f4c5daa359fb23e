t.day >= $start and t.day < $end and t.own
  and (len($classes) = 0 or list_contains($classes::varchar[], t.source_class))
  and ($source is null or t.place = $source)
  and ($language is null or t.language::varchar = $language)
  and ($feeling is null or coalesce(t.sentiment_label, 'unscored') = $feeling)
  and ($topic is null or t.text_id in (
    select k.text_id from text_topic k where k.topic = $topic and k.day >= $start and k.day < $end
  ))
  and (len($needles) = 0
    or list_bool_and(list_transform($needles::varchar[], lambda needle: contains(t.folded, needle))))
  and {scope}
