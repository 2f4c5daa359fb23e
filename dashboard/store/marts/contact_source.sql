-- one row per source of contacts: until when it was observed, and which times it gives at all
select
  c._source as source,
  max(greatest(c.opened_at, c.first_reply_at, c.first_bot_reply_at, c.resolved_at)) as until,
  count(c.first_reply_at) > 0 as gives_reply,
  count(c.first_reply_at) + count(c.first_bot_reply_at) > 0 as gives_any_reply,
  count(c.resolved_at) > 0 as gives_resolution
from record.contact c
group by c._source
