-- one row per day, filter values, kind of text and topic (empty: all texts): the texts that have it, their feelings and
-- the scores beside them, in parts that add up
with told as (
  select text_id, topic from text_topic
  union all
  select text_id, cast(null as varchar) as topic from fact_text
)
select
  t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, k.topic,
  count(*) as texts,
  count(t.sentiment_label) as scored,
  sum(case when t.sentiment_label = 'positive' then 1 else 0 end) as positive,
  sum(case when t.sentiment_label = 'negative' then 1 else 0 end) as negative,
  count(t.nps) as nps_n, coalesce(sum(t.nps), 0) as nps_sum, coalesce(sum(t.nps * t.nps), 0) as nps_sumsq,
  count(t.csat) as csat_n, coalesce(sum(t.csat), 0) as csat_sum, coalesce(sum(t.csat * t.csat), 0) as csat_sumsq,
  count(t.ces) as ces_n, coalesce(sum(t.ces), 0) as ces_sum, coalesce(sum(t.ces * t.ces), 0) as ces_sumsq,
  count(t.stars) as stars_n, coalesce(sum(t.stars), 0) as stars_sum, coalesce(sum(t.stars * t.stars), 0) as stars_sumsq
from fact_text t
join told k on k.text_id = t.text_id
where t.day is not null and t.own
group by t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, k.topic
