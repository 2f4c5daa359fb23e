-- one row per invitation to a survey that was not returned as undeliverable
select
  v.invitation_id, v.invited_at as at, local_day(v.invited_at) as day,
  coalesce(i.customer_id, v.customer_id) as customer_id,
  v.channel, t.stage, p.segment, p.persona, coalesce(v.region, p.region) as region, v.team,
  v.touchpoint, v.survey, coalesce(v.answered, false) as answered, v._source as source
from record.survey_invitation v
left join identity i on i.given = v.customer_id
left join person p on p.customer_id = coalesce(i.customer_id, v.customer_id)
left join touchpoint_stage t on t.touchpoint = v.touchpoint
where coalesce(v.delivered, true)
