-- one row per text someone wrote: a survey comment, a contact's message, a review, a post; with the scores given beside it
with answers as (
  select
    f.*, a.sentiment_model,
    concat(f.source, ':', coalesce(a.response_id, f.answer_id)) as sheet,
    case when f.promoter then 100 when f.detractor then -100 when f.promoter is not null then 0 end as nps,
    case when f.satisfied then 100 when f.satisfied is not null then 0 end as csat,
    case when f.easy then 100 when f.easy is not null then 0 end as ces,
    a.contact_id
  from fact_answer f
  join record.survey_answer a on a.answer_id = f.answer_id
),
sheets as (
  select a.sheet, avg(a.nps) as nps, avg(a.csat) as csat, avg(a.ces) as ces
  from answers a
  group by a.sheet
),
comments as (
  select
    a.*, row_number() over (partition by a.sheet, a.comment order by a.answer_id) as place
  from answers a
  where trim(a.comment) <> ''
),
contact_scores as (
  select a.contact_id, avg(a.nps) as nps, avg(a.csat) as csat, avg(a.ces) as ces
  from answers a
  where a.contact_id is not null
  group by a.contact_id
),
texts as (
  select
    concat('comment:', c.answer_id) as text_id, c.answer_id as row_id, c.at, c.day, c.customer_id,
    c.channel, c.stage, c.segment, c.persona, c.region, c.team, c.touchpoint,
    'direct' as source_class, 'comment' as medium, coalesce(c.survey, c.source) as place,
    cast(null as varchar) as location, cast(null as varchar) as app_version, true as own,
    c.language, c.topic as stated_topic, cast(null as varchar) as title, c.comment as body,
    c.sentiment, c.sentiment_label, c.sentiment_model, c.source,
    s.nps, s.csat, s.ces, cast(null as double) as stars,
    cast(null as boolean) as waiting, cast(null as double) as waited_s, cast(null as double) as reach
  from comments c
  join sheets s on s.sheet = c.sheet
  where c.place = 1
  union all
  select
    concat('contact:', f.contact_id), f.contact_id, f.at, f.day, f.customer_id,
    f.channel, f.stage, f.segment, f.persona, f.region, f.team, f.touchpoint,
    'direct', 'contact', f.source,
    null, null, true,
    f.language, f.topic, f.subject, f.message,
    f.sentiment, f.sentiment_label, c.sentiment_model, f.source,
    s.nps, s.csat, s.ces, null,
    case when f.first_reply_observed is not null
      then not f.first_reply_observed and not f.resolved and not coalesce(f.abandoned, false) end,
    f.first_reply_s, null
  from fact_contact f
  join record.contact c on c.contact_id = f.contact_id
  left join contact_scores s on s.contact_id = f.contact_id
  where trim(concat(f.subject, f.message)) <> ''
  union all
  select
    concat('mention:', m.mention_id), m.mention_id, m.at, m.day, m.customer_id,
    m.channel, m.stage, m.segment, m.persona, m.region, m.team, m.touchpoint,
    'indirect', coalesce(m.kind, 'post'), coalesce(m.site, m.source),
    m.location, m.app_version, m.own,
    m.language, m.topic, m.title, m.body,
    m.sentiment, m.sentiment_label, m.sentiment_model, m.source,
    null, null, null,
    case when m.rating_max > 0 and m.rating <= m.rating_max then 5 * m.rating / m.rating_max end,
    not m.replied, m.reply_s, m.reach
  from fact_mention m
  where trim(concat(m.title, m.body)) <> ''
)
select t.*, folded(concat_ws(' . ', t.title, t.body)) as folded
from texts t
