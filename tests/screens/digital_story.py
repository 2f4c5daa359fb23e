"""A shop with a known story on web, app and in its stores, for the tests of the page Digital.

100 days from 1 January 2026, so the last 90 days start on 11 January. Each day ten people begin the checkout on a
desktop and ten on a mobile. On a desktop nine finish, in one minute with four clicks; on a mobile nine finish until
day 54, five from day 55, in two minutes with eight clicks, and who does not is shown an error. Each day four look for
'lamp' and find it, three for 'umbrella' and find nothing, one customer for 'secret' and finds nothing.
"""

from __future__ import annotations

ORIGIN = "'x.csv' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at"
AT = "timestamp '2026-01-01 09:00' + to_days(d::int)"
TASKS = f"""
insert into event by name
with begun as (
  select d, i, dev, 'k' || d || dev || i as session_id, {AT} + to_minutes(i::int * 40) as begun_at,
    i < case when dev = 'desktop' or d < 55 then 9 else 5 end as done
  from range(100) days(d), range(10) people(i), (values ('desktop'), ('mobile')) devices(dev)
),
steps as (
  select *, 'task_start' as name, 0 as after, null as clicks, null as error from begun
  union all
  select *, 'task_finish', case when dev = 'desktop' then 60 else 120 end, case when dev = 'desktop' then 4 else 8 end,
    null from begun where done
  union all
  select *, 'error', 30, null, 'payment' from begun where not done and dev = 'mobile' and d >= 55
)
select session_id || name as event_id, begun_at + to_seconds(after) as happened_at,
  'p' || (i + 10 * (d % 10)) as customer_id, session_id, name,
  case when dev = 'desktop' then 'web' else 'app' end as channel, dev as device,
  case when error is null then 'checkout' end as task, error, clicks, {ORIGIN}
from steps
"""
SEARCHES = f"""
insert into event by name
select 's' || d || '-' || i as event_id, {AT} as happened_at, 'p' || (i + 10 * (d % 10)) as customer_id,
  's' || d || '-' || i as session_id, 'search' as name, 'web' as channel, 'desktop' as device,
  case when i < 4 then 'Lamp' when i < 7 then 'umbrella ' else 'secret' end as search_term,
  case when i < 4 then 5 else 0 end as results, {ORIGIN}
from range(100) days(d), range(8) searches(i)
"""
ONE_PERSON = "update event set customer_id = 'p7' where search_term = 'secret'"
COUPONS = f"""
insert into event by name
with issued as (
  select c, i, case c when 'Good' then 30 when 'Poor' then 25 else 95 end as d from
    (values ('Good'), ('Poor'), ('Young')) campaigns(c), range(200) people(i)
)
select 'i' || c || i as event_id, {AT} as happened_at, 'p' || i as customer_id, 'coupon_issued' as name,
  c || i as coupon, c as campaign, 'email' as channel, {ORIGIN} from issued
union all by name
select 'r' || c || i as event_id, {AT} + to_days(i::int % 10 + 1) as happened_at, 'p' || i as customer_id,
  'coupon_redeemed' as name, c || i as coupon, c as campaign, 'email' as channel, {ORIGIN}
from issued where i < case c when 'Good' then 40 when 'Poor' then 2 else 0 end
"""
"""Good: 40 of 200 redeemed, Poor: 2 of 200, Young: issued five days before the data ends."""
VISITS = f"""
insert into event by name
select 'v' || d || s as event_id, {AT} as happened_at, 'store_visit' as name, 'Store ' || s as store,
  case when s = 'C' and d >= 55 then 60 else 38 + d % 5 end as quantity, {ORIGIN}
from range(100) days(d), (values ('A'), ('B'), ('C')) stores(s)
"""
SALES = f"""
insert into purchase by name
select 'o' || d || s || i as order_id, {AT} as ordered_at, 'p' || ((d * 7 + i) % 200) as customer_id,
  'store' as channel, 'Store ' || s as store, 20.0 + d % 3 as amount, {ORIGIN}
from range(100) days(d), (values ('A'), ('B'), ('C')) stores(s), range(10) sold(i)
where s <> 'C' or d < 55 or i < 5
"""
LAST = f"""
insert into event by name
select 'last' as event_id, timestamp '2026-04-10 20:00' as happened_at, 'last' as session_id, 'page_view' as name,
  'web' as channel, 'desktop' as device, {ORIGIN}
"""
STORY = (LAST, TASKS, SEARCHES, ONE_PERSON, COUPONS, VISITS, SALES)
