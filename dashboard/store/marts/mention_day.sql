-- one row per day and filter values, site, language and own or not: mentions in parts that add up, ratings out of 5
with mentions as (
  select
    f.day, f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.site, f.language, f.own, f.replied,
    f.sentiment_label,
    case when f.rating_max > 0 and f.rating <= f.rating_max then 5 * f.rating / f.rating_max end as stars,
    f.kind = 'review' as is_review
  from fact_mention f
  where f.day is not null
)
select
  m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team, m.site, m.language, m.own,
  count(*) as mentions,
  sum(case when m.is_review then 1 else 0 end) as reviews,
  sum(case when m.is_review and m.replied is not null then 1 else 0 end) as repliable,
  sum(case when m.is_review and m.replied then 1 else 0 end) as replied,
  count(m.stars) as rated,
  coalesce(sum(m.stars), 0) as stars_sum,
  coalesce(sum(m.stars * m.stars), 0) as stars_sumsq,
  sum(case when m.stars >= 4 then 1 else 0 end) as top2,
  count(m.sentiment_label) as scored,
  sum(case when m.sentiment_label = 'positive' then 1 else 0 end) as positive,
  sum(case when m.sentiment_label = 'negative' then 1 else 0 end) as negative,
  sum(case when m.sentiment_label is null then 1 else 0 end) as unscored
from mentions m
group by m.day, m.channel, m.stage, m.segment, m.persona, m.region, m.team, m.site, m.language, m.own
