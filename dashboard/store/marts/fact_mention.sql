-- one row per review, post, complaint or news item
with mentions as (
  select
    m.*,
    coalesce(i.customer_id, m.customer_id) as known_customer_id,
    m.brand is null or b.brand is not null as is_own,
    s.gives_reply,
    case when s.gives_reply_time and not (coalesce(m.replied, false) and m.replied_at is null)
      then coalesce(m.replied_at, s.until) end as reply_end
  from record.mention m
  left join identity i on i.given = m.customer_id
  left join own_brand b on b.brand = lower(trim(m.brand))
  left join mention_source s on s.source is not distinct from m._source
)
select
  m.mention_id, m.published_at as at, local_day(m.published_at) as day, m.known_customer_id as customer_id,
  m.channel, t.stage, p.segment, p.persona, coalesce(m.region, p.region) as region, cast(null as varchar) as team,
  m.touchpoint, m.kind, m.site, m.brand, m.is_own as own, m.title, m.body, m.language, m.topic, m.location,
  m.app_version, m.rating, m.rating_max, m.sentiment,
  case when m.sentiment >= 0.05 then 'positive' when m.sentiment <= -0.05 then 'negative'
    when m.sentiment is not null then 'neutral' end as sentiment_label,
  m.sentiment_model,
  case when m.gives_reply then coalesce(m.replied, false) or m.replied_at is not null end as replied,
  case when m.reply_end >= m.published_at then seconds_between(m.published_at, m.reply_end) end as reply_s,
  case when m.reply_end >= m.published_at then m.replied_at is not null end as reply_observed,
  m.reach, m._source as source
from mentions m
left join person p on p.customer_id = m.known_customer_id
left join touchpoint_stage t on t.touchpoint = m.touchpoint
