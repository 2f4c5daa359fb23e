-- one row per day: how many texts fit, the newest day first, where no words are looked for
with told as (
  select day, place, language::varchar as language, texts, scored, positive, negative
  from {text_day}
  where $topic is null and day >= $start and day < $end
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
  union all
  select day, place, null, texts, scored, positive, negative
  from {topic_day}
  where topic = $topic and day >= $start and day < $end
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
),
counted as (
  select
    day,
    sum(case $feeling when 'positive' then positive when 'negative' then negative
      when 'neutral' then scored - positive - negative when 'unscored' then texts - scored else texts end) as texts
  from told
  where ($source is null or place = $source) and ($language is null or language = $language)
  group by day
)
select day, texts::bigint as texts
from counted
where texts > 0
order by day desc
