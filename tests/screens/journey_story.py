"""A shop with a known story, for the tests of the touchpoint map, the paths and the pain points.

120 days; each day twelve new customers check out at noon, six in the app and six on the web, order five minutes later
and answer at one. In the last 28 days three of the six in the app cannot finish and a fourth can but is as unhappy:
these four score 3, all others 9. One customer a day asks about delivery and is content.
"""

from __future__ import annotations

COMPANY = """name = "Tea & Co"
[[journey]]
name = "Buying"
touchpoints = ["checkout", "order"]
[[journey]]
name = "Helping"
touchpoints = ["support_contact"]
"""
FROM = "'file' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-06-01' as _imported_at"
DAY = "timestamp '2026-01-01 12:00' + to_days(d::int)"
VISITS = f"""
insert into event by name
select 'e' || d || '-' || i || '-' || s as event_id, {DAY} + to_minutes(s * 5) as happened_at,
  'c' || (12 * d + i) as customer_id, 'v' || d || '-' || i as session_id,
  case s when 0 then 'task_start' when 1 then 'task_finish' when 2 then 'purchase' else 'page_view' end as name,
  case when s < 2 then 'checkout' end as task, case s when 2 then 'order' end as touchpoint,
  case when i < 6 then 'app' else 'web' end as channel, {FROM}
from range(120) days(d), range(12) people(i), range(15) steps(s)
where s in (0, 14) or (s < 3 and not (d >= 92 and i < 3))
"""
ANSWERS = f"""
insert into survey_answer by name
select 'a' || d || '-' || i as answer_id, {DAY} + to_hours(1) as answered_at, 'c' || (12 * d + i) as customer_id,
  'nps' as kind, case when d >= 92 and i < 4 then 3 else 9 end as score, 0 as scale_min, 10 as scale_max,
  'up' as direction, case when i < 6 then 'app' else 'web' end as channel, 'checkout' as touchpoint, {FROM}
from range(120) days(d), range(12) people(i)
"""
CONTACTS = f"""
insert into contact by name
select 't' || d as contact_id, {DAY} + to_minutes(30) as opened_at, 'c' || (12 * d + 11) as customer_id,
  'support_contact' as touchpoint, '<b>where</b>' as topic, 'phone' as channel, {FROM}
from range(120) days(d)
"""
PEOPLE = f"""
insert into customer by name
select 'c' || i as customer_id, case when i % 2 = 0 then 'family' else 'student' end as segment,
  case when i % 3 = 0 then 'hurried' else 'patient' end as persona,
  case when i % 4 = 0 then 'north' else 'south' end as region, {FROM}
from range(1440) people(i)
"""
TEAMS = (
    f"insert into agent by name select 'g1' as agent_id, 'Ann' as name, 'Helpers' as team, {FROM}",
    "update contact set agent_id = 'g1'",
)
ROWS = (VISITS, ANSWERS, CONTACTS, PEOPLE, *TEAMS)
