"""A company with a promise to keep and failures to make good.

516 days of five answers a day about delivery, to 30 April 2026: four of five satisfied, five of five in every other
month, two of five in the last month. From day 300 on, 220 customers had a contact and answered about it the day after.
Each had ordered once, twenty days before. 60 were dissatisfied and called two days later: 45 ordered again and 36 of 48
became promoters. 60 were dissatisfied and not called: 24 ordered again and 12 of 48 became promoters. 100 were
satisfied: 70 ordered again and half became promoters.
"""

from __future__ import annotations

COMPANY = """
name = "Tea & Co"
demo = true
[targets]
csat = 85
nps = 30
[vision]
statement = "Every <b>pot</b> is warm."
[recovery]
failures = ["bad_answer"]
touchpoints = ["support_contact"]
marker_topics = ["call"]
within_days = 7
[courted]
dependable = [{ metric = "csat", only = { touchpoint = ["delivery"] }, label = "Delivery went well" }]
easy = [{ metric = "no_such_number" }]
"""
ORIGIN = "'f.csv' as _file, 1 as _line, 'Tool' as _source, timestamp '2026-05-02' as _imported_at"
BEGUN = "timestamp '2024-12-01 12:00' + to_days((300 + n % 60)::int)"
DELIVERY = f"""
insert into survey_answer by name
select 'd' || d || '-' || i as answer_id, timestamp '2024-12-01 12:00' + to_days(d::int) as answered_at,
  'other' || d || '-' || i as customer_id, 'csat' as kind, 'Delivery' as survey, 1 as scale_min, 5 as scale_max,
  'up' as direction, 'delivery' as touchpoint, 'web' as channel,
  case when d >= 486 then case when i < 2 then 5 else 2 end
    when i < 4 or month(timestamp '2024-12-01 12:00' + to_days(d::int)) % 2 = 0 then 5 else 2 end as score, {ORIGIN}
from range(516) days(d), range(5) answers(i)
"""
CUSTOMERS = f"""
insert into customer by name
select 'c' || n as customer_id, date '2024-01-01' as since,
  case when n % 2 = 0 then 'Plus' else 'Regular' end as segment, {ORIGIN}
from range(220) people(n)
"""
CONTACTS = f"""
insert into contact by name
select 'k' || n as contact_id, {BEGUN} as opened_at, {BEGUN} + interval 1 hour as resolved_at, 'c' || n as customer_id,
  'phone' as channel, 'support_contact' as touchpoint, 'delivery' as topic, {ORIGIN}
from range(220) people(n)
"""
CALLS = f"""
insert into contact by name
select 'r' || n as contact_id, {BEGUN} + interval 2 days as opened_at, {BEGUN} + interval 49 hours as resolved_at,
  'c' || n as customer_id, 'phone' as channel, 'support_contact' as touchpoint, 'call' as topic, {ORIGIN}
from range(60) people(n)
"""
SAID = f"""
insert into survey_answer by name
select 's' || n as answer_id, {BEGUN} + interval 1 day as answered_at, 'c' || n as customer_id, 'csat' as kind,
  'Contact' as survey, case when n < 120 then 1 else 5 end as score, 1 as scale_min, 5 as scale_max, 'up' as direction,
  'support_contact' as touchpoint, 'phone' as channel, {ORIGIN}
from range(220) people(n)
"""
BEFORE = f"""
insert into purchase by name
select 'b' || n as order_id, {BEGUN} - interval 20 days as ordered_at, 'c' || n as customer_id, 30.0 as amount, {ORIGIN}
from range(220) people(n)
"""
AGAIN = f"""
insert into purchase by name
select 'a' || n as order_id, {BEGUN} + interval 30 days as ordered_at, 'c' || n as customer_id, 30.0 as amount, {ORIGIN}
from range(220) people(n)
where case when n < 60 then n % 4 < 3 when n < 120 then n % 5 < 2 else n % 10 < 7 end
"""
RECOMMENDED = f"""
insert into survey_answer by name
select 'n' || n as answer_id, {BEGUN} + interval 40 days as answered_at, 'c' || n as customer_id, 'nps' as kind,
  'Relationship' as survey, 0 as scale_min, 10 as scale_max, 'up' as direction, 'order' as touchpoint, 'web' as channel,
  case when case when n < 60 then n % 4 < 3 when n < 120 then n % 4 = 0 else n % 2 = 0 end then 10 else 3 end as score,
  {ORIGIN}
from range(220) people(n)
where n % 5 < 4
"""
LATE = f"""
insert into purchase by name
select 'late' as order_id, timestamp '2026-04-30 12:00' as ordered_at, 'late' as customer_id, 5.0 as amount, {ORIGIN}
"""
STORY = (DELIVERY, CUSTOMERS, CONTACTS, CALLS, SAID, BEFORE, AGAIN, RECOMMENDED, LATE)
ONE = f"""insert into survey_answer by name select 'a' as answer_id, timestamp '2026-01-01 12:00' as answered_at,
  'c' as customer_id, 'csat' as kind, 1 as score, 1 as scale_min, 5 as scale_max, 'up' as direction, {ORIGIN}"""
CONTRACTS = f"""insert into subscription by name select 's' || n as subscription_id, 'c' || n as customer_id,
  date '2025-01-01' as started_on, case when n < 9 then date '2026-01-05' end as ended_on, {ORIGIN}
from range(100) people(n)"""
