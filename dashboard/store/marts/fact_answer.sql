-- one row per answer to one survey question
with answers as (
  select
    a.*,
    coalesce(i.customer_id, a.customer_id) as known_customer_id,
    case
      when a.score < a.scale_min or a.score > a.scale_max then null
      when a.direction = 'down' then a.scale_min + a.scale_max - a.score
      else a.score
    end as points
  from record.survey_answer a
  left join identity i on i.given = a.customer_id
),
classed as (
  select
    a.*,
    case when a.kind = 'nps' and a.scale_min = 0 and a.scale_max = 10 then a.points end as nps_points,
    case
      when a.kind <> 'csat' then null
      when a.scale_min = 1 and a.scale_max = 5 then a.points >= 4
      when a.scale_min = 1 and a.scale_max = 3 then a.points >= 3
      when a.scale_min = 1 and a.scale_max = 7 then a.points >= 5
      when a.scale_min = 1 and a.scale_max = 2 then a.points >= 2
      when a.scale_min = 0 and a.scale_max = 1 then a.points >= 1
    end as satisfied,
    case
      when a.kind <> 'ces' then null
      when a.scale_min = 1 and a.scale_max = 5 then a.points >= 4
      when a.scale_min = 1 and a.scale_max = 7 then a.points >= 5
    end as easy
  from answers a
)
select
  a.answer_id, a.answered_at as at, local_day(a.answered_at) as day, a.known_customer_id as customer_id,
  a.channel, t.stage, p.segment, p.persona, coalesce(a.region, p.region) as region, coalesce(a.team, g.team) as team,
  a.touchpoint, a.survey, a.question, a.kind, a.score, a.scale_min, a.scale_max, a.direction,
  a.nps_points >= 9 as promoter, a.nps_points <= 6 as detractor, a.satisfied, a.easy,
  a.comment, a.topic, a.agent_id, a.language, a.sentiment,
  case when a.sentiment >= 0.05 then 'positive' when a.sentiment <= -0.05 then 'negative'
    when a.sentiment is not null then 'neutral' end as sentiment_label,
  a._source as source
from classed a
left join person p on p.customer_id = a.known_customer_id
left join record.agent g on g.agent_id = a.agent_id
left join touchpoint_stage t on t.touchpoint = a.touchpoint
