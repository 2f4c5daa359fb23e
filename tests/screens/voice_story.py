"""What people write about a company with a known story, for the tests of the page Voice.

100 days of reviews: each day nine content ones; one of payment that failed, and from day 80 on three of them. Each day
two news about the company, from day 40 on two about a competitor too. One post is made of hostile words.
"""

from __future__ import annotations

from tests.screens.conftest import PEOPLE, STORY

ORIGIN = "'f' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at"
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) $x$ :red[late] refund"
REVIEWS = f"""
insert into mention by name
select 'r' || d || '-' || i as mention_id, timestamp '2026-01-01 10:00' + to_days(d::int) as published_at,
  'review' as kind, 'play' as site, case when i < 3 then 'payment failed again' else 'lovely cups' end as body,
  case i when 0 then 1 when 1 then 1 when 2 then 2 when 11 then 4 else 5 end as rating, 5 as rating_max,
  '1.' || (d // 20) || '.0' as app_version,
  case when i < 3 then -0.7 else 0.6 end as sentiment, 'given' as sentiment_model, 'en' as language, 'app' as channel,
  case when i = 0 then timestamp '2026-01-03 10:00' + to_days(d::int) end as replied_at, {ORIGIN}
from range(100) days(d), range(12) reviews(i)
where i >= 3 or d >= 80 or i = 0
"""
NEWS = f"""
insert into mention by name
select 'n' || d || '-' || i as mention_id, timestamp '2026-01-01 10:00' + to_days(d::int) as published_at,
  'news' as kind, 'courier' as site, 'Seen in town' as title, case when i < 2 then null else 'Rival' end as brand,
  {ORIGIN}
from range(100) days(d), range(4) news(i)
where i < 2 or d >= 40
"""
ODD = f"""
insert into mention by name
select 'odd' as mention_id, timestamp '2026-04-09 10:00' as published_at, 'post' as kind, 'x' as site,
  $${HOSTILE}$$ as body, 'lt' as language, {ORIGIN}
"""
ROWS = (PEOPLE, STORY, REVIEWS, NEWS, ODD)
