-- one row per day, filter values and kind of text: texts of the company in parts that add up, feelings and scores
select
  t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, t.language, t.touchpoint,
  count(*) as texts,
  count(t.sentiment_label) as scored,
  sum(case when t.sentiment_label = 'positive' then 1 else 0 end) as positive,
  sum(case when t.sentiment_label = 'negative' then 1 else 0 end) as negative,
  sum(case when t.sentiment_label is null and t.body is null then 1 else 0 end) as without_body,
  count(t.nps) as nps_n, coalesce(sum(t.nps), 0) as nps_sum, coalesce(sum(t.nps * t.nps), 0) as nps_sumsq,
  count(t.csat) as csat_n, coalesce(sum(t.csat), 0) as csat_sum, coalesce(sum(t.csat * t.csat), 0) as csat_sumsq,
  count(t.ces) as ces_n, coalesce(sum(t.ces), 0) as ces_sum, coalesce(sum(t.ces * t.ces), 0) as ces_sumsq,
  count(t.stars) as stars_n, coalesce(sum(t.stars), 0) as stars_sum, coalesce(sum(t.stars * t.stars), 0) as stars_sumsq
from fact_text t
where t.day is not null and t.own
group by t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, t.language, t.touchpoint
