"""A desk with a known story, for the tests of the page Teams.

84 days from 1 January 2026, so the last 28 days are days 56 to 83. Two people in Care (ann, ben: accounts) and two in
Returns (cat, dan: returns) take four contacts a day each, two by phone and two by email. Care replies in 10 minutes.
Returns replies in 20 minutes until day 55 and in 3 hours from day 56, when one contact in four of theirs is never
resolved; all give or take two minutes. Everything else is resolved an hour after the reply. Of ten answers nine are
satisfied in Care, eight in Returns until day 55; then six of cat's and two of dan's. A bot takes four contacts a day
and hands over two of them until day 30, one from day 31, the first of February.
"""

from __future__ import annotations

ORIGIN = "'x.csv' as _file, 1 as _line, 'Desk' as _source, timestamp '2026-05-01' as _imported_at"
AT = "timestamp '2026-01-01 09:00' + to_days(d::int)"
PEOPLE = (
    "(values ('ann', 'Care'), ('ben', 'Care'), ('cat', 'Returns'), ('dan', 'Returns')) people(agent, team)"
)
AGENTS = f"""
insert into agent by name
select agent as agent_id, upper(agent) || ' Surname' as name, team, false as is_bot, {ORIGIN} from {PEOPLE}
"""
CONTACTS = f"""
insert into contact by name
with opened as (
  select d, i, agent, team, {AT} + to_hours(i::int) as opened_at, case when team = 'Care' then 10 when d < 56 then 20
    else 180 end + (4 * d + i) % 5 - 2 as minutes
  from range(84) days(d), range(4) contacts(i), {PEOPLE}
)
select agent || d || '-' || i as contact_id, opened_at, opened_at + to_minutes(minutes::int) as first_reply_at,
  case when team = 'Care' or d < 56 or i > 0 then opened_at + to_minutes(minutes::int + 60) end as resolved_at,
  'c' || agent || (i + 4 * (d % 20)) as customer_id, case when i < 2 then 'phone' else 'email' end as channel,
  case when team = 'Care' then 'account' else 'return' end as topic, agent as agent_id, team, 0 as reopens, {ORIGIN}
from opened
"""
ANSWERS = f"""
insert into survey_answer by name
select 'a' || agent || d || '-' || i as answer_id, {AT} + to_hours(8) as answered_at, 'csat' as kind,
  case when (i + 4 * d) % 10 < (case when team = 'Care' then 9 when d < 56 then 8 when agent = 'cat' then 6 else 2 end)
    then 5 else 1 end as score, 1 as scale_min, 5 as scale_max, 'up' as direction,
  'c' || agent || (i + 4 * (d % 20)) as customer_id, case when i < 2 then 'phone' else 'email' end as channel,
  case when team = 'Care' then 'account' else 'return' end as topic, agent as agent_id, team,
  'About ' || agent as comment, {ORIGIN}
from range(84) days(d), range(4) answers(i), {PEOPLE}
"""
BOT = f"""
insert into contact by name
select 'bot' || d || '-' || i as contact_id, {AT} as opened_at, {AT} + to_minutes(5) as resolved_at,
  'cb' || (i + 4 * d) as customer_id, 'bot' as channel, 'account' as topic, 'Care' as team, true as is_bot,
  i < (case when d < 31 then 2 else 1 end) as handed_over, {ORIGIN}
from range(84) days(d), range(4) contacts(i)
"""
TARGETS = f"""
insert into target by name
select metric, date '2026-01-01' as valid_from, dimension, value, target, {ORIGIN}
from (values ('csat', null, null, 80), ('csat', 'team', 'Returns', 30), ('first_response_time', null, null, 1800))
  goals(metric, dimension, value, target)
"""
STORY = (AGENTS, CONTACTS, ANSWERS, BOT, TARGETS)
COMPANY = 'name = "Tea & Co"\n[hours]\n' + "".join(
    f"{day} = {{ open = 09:00:00, close = 10:00:00 }}\n"
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)
