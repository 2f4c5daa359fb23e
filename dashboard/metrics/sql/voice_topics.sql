-- one row per window, topic (empty: all texts) and place: texts, feelings and scores in parts that add up
with {with windows}
select
  $label[w.number] as label, t.topic, t.place,
  sum(texts)::double as texts, sum(scored)::double as scored, sum(positive)::double as positive,
  sum(negative)::double as negative,
  sum(nps_n)::double as nps_n, sum(nps_sum)::double as nps_sum, sum(nps_sumsq)::double as nps_sumsq,
  sum(csat_n)::double as csat_n, sum(csat_sum)::double as csat_sum, sum(csat_sumsq)::double as csat_sumsq,
  sum(ces_n)::double as ces_n, sum(ces_sum)::double as ces_sum, sum(ces_sumsq)::double as ces_sumsq,
  sum(stars_n)::double as stars_n, sum(stars_sum)::double as stars_sum, sum(stars_sumsq)::double as stars_sumsq
from windows w
join {topic_day} t on t.day >= w.first_day and t.day < w.end_day
where day >= $earliest and day < $latest
  and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
  and {scope}
group by w.number, t.topic, t.place
order by label, topic nulls first, place
