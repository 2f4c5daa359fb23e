-- one row per day, filter values and touchpoint: survey answers in parts that add up
select
  f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.touchpoint,
  count(f.promoter) as nps_answers,
  sum(case when f.promoter then 1 else 0 end) as promoters,
  sum(case when not f.promoter and not f.detractor then 1 else 0 end) as passives,
  sum(case when f.detractor then 1 else 0 end) as detractors,
  count(f.satisfied) as csat_answers,
  sum(case when f.satisfied then 1 else 0 end) as satisfied,
  count(f.easy) as ces_answers,
  sum(case when f.easy then 1 else 0 end) as easy,
  count(f.comment) as comments,
  sum(case when f.sentiment_label = 'positive' then 1 else 0 end) as comments_positive,
  sum(case when f.sentiment_label = 'negative' then 1 else 0 end) as comments_negative,
  count(f.sentiment_label) as comments_scored
from fact_answer f
where f.day is not null
group by f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.touchpoint
