-- one row per day, filter values and kind of text: texts of the company and their feelings, in parts that add up
select
  t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, t.language, t.touchpoint,
  count(*) as texts,
  count(t.sentiment_label) as scored,
  sum(case when t.sentiment_label = 'positive' then 1 else 0 end) as positive,
  sum(case when t.sentiment_label = 'negative' then 1 else 0 end) as negative
from fact_text t
where t.day is not null and t.own
group by t.day, t.channel, t.stage, t.segment, t.persona, t.region, t.team,
  t.source_class, t.place, t.language, t.touchpoint
