"""Members of two personas over two years: hunters all leave as they turn one year, four of the others a little
after five months. As they turn, hunters say it is the price. From May 2024 to April 2026, forty begin each month."""

ORIGIN = "'members.csv' as _file, 1 as _line, 'Members' as _source, timestamp '2026-05-01' as _imported_at"
MEMBERS = f"""
insert into customer by name
select 'c' || m || '-' || i as customer_id, case when i < 10 then 'hunter' else 'family' end as persona, {ORIGIN}
from range(24) months(m), range(40) members(i)
"""
CONTRACTS = f"""
insert into subscription by name
select * replace (case when ended_on <= date '2026-04-30' then ended_on end as ended_on,
  case when ended_on <= date '2026-04-30' then reason end as reason)
from (
  select 's' || m || '-' || i as subscription_id, 'c' || m || '-' || i as customer_id,
    (date '2024-05-10' + to_months(m::int))::date as started_on,
    case when i < 10 then (date '2024-05-10' + to_months(m::int + 12))::date
      when i < 14 then (date '2024-05-15' + to_months(m::int + 5))::date end as ended_on,
    case when i < 10 then 'price' when i < 12 then 'moved' end as reason, 10.0 as monthly_amount,
    case when i % 2 = 0 then 'annual' else 'monthly' end as contract, {ORIGIN}
  from range(24) months(m), range(40) members(i)
)
"""
ORDERS = f"""
insert into purchase by name
select 'o' || d || '-' || i || '-' || k as order_id, timestamp '2024-05-01 12:00' + to_days((d + 60 * i * k)::int)
    as ordered_at, 'b' || d || '-' || i as customer_id, 12.5 as amount, {ORIGIN}
from range(610) days(d), range(3) buyers(i), range(2) times(k)
where k = 0 or i > 0
"""
"""Buyers without a contract: three begin on each day; one orders again after 60 days, one after 120, one never."""
UNDATED = f"""
insert into subscription by name
select 'u' || i as subscription_id, 'c' || i as customer_id, 1 + i % 24 as tenure_months,
  i % 10 = 0 or i % 7 = 0 as churned,
  case when i % 5 = 0 then 'monthly' else 'annual' end as contract, 10.0 as monthly_amount, {ORIGIN}
from range(600) members(i)
"""
