-- one row per source of mentions: until when it was observed, and what it tells about replies
select
  m._source as source,
  max(greatest(m.published_at, m.replied_at)) as until,
  count(m.replied_at) > 0 as gives_reply_time,
  count(m.replied_at) + count(m.replied) > 0 as gives_reply
from record.mention m
group by m._source
