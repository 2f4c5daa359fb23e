-- one row per window, topic (empty: all texts) and place: texts, feelings and scores in parts that add up
with windows as (
  select unnest($label) as label, unnest($from_day) as first_day, unnest($to_day) as end_day
),
every_text as (
  select
    w.label, cast(null as varchar) as topic, t.place,
    sum(texts) as texts, sum(scored) as scored, sum(positive) as positive, sum(negative) as negative,
    sum(nps_n) as nps_n, sum(nps_sum) as nps_sum, sum(nps_sumsq) as nps_sumsq,
    sum(csat_n) as csat_n, sum(csat_sum) as csat_sum, sum(csat_sumsq) as csat_sumsq,
    sum(ces_n) as ces_n, sum(ces_sum) as ces_sum, sum(ces_sumsq) as ces_sumsq,
    sum(stars_n) as stars_n, sum(stars_sum) as stars_sum, sum(stars_sumsq) as stars_sumsq
  from windows w
  join {text_day} t on t.day >= w.first_day and t.day < w.end_day
  where day >= $earliest and day < $latest
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
  group by all
),
with_topic as (
  select
    w.label, t.topic, t.place,
    sum(texts) as texts, sum(scored) as scored, sum(positive) as positive, sum(negative) as negative,
    sum(nps_n) as nps_n, sum(nps_sum) as nps_sum, sum(nps_sumsq) as nps_sumsq,
    sum(csat_n) as csat_n, sum(csat_sum) as csat_sum, sum(csat_sumsq) as csat_sumsq,
    sum(ces_n) as ces_n, sum(ces_sum) as ces_sum, sum(ces_sumsq) as ces_sumsq,
    sum(stars_n) as stars_n, sum(stars_sum) as stars_sum, sum(stars_sumsq) as stars_sumsq
  from windows w
  join {topic_day} t on t.day >= w.first_day and t.day < w.end_day
  where day >= $earliest and day < $latest
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
  group by all
)
select label, topic, place, columns(* exclude (label, topic, place))::double
from (from every_text union all from with_topic)
order by label, topic nulls first, place
