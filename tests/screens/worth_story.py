"""Buyers without a contract: regulars who buy every 20 days all year, and others who buy once or twice and stop."""

from __future__ import annotations

from tests.screens.retention_story import CONTRACTS, MEMBERS, UNDATED

ORIGIN = "'orders.csv' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at"
ORDERS = f"""
insert into purchase by name
select 'o' || c || '-' || k as order_id, 'c' || c as customer_id,
  timestamp '2025-05-01 12:00' + to_days((c % 60 + k * (20 + c % 7))::int) as ordered_at,
  (20 + (c * 7 + k * 3) % 30)::double as amount, case when c % 3 = 0 then 'app' else 'web' end as channel, {ORIGIN}
from range(300) customers(c), range(16) times(k)
where k < case when c % 4 = 0 then 15 when c % 4 = 1 then 3 else 1 end
  and c % 60 + k * (20 + c % 7) <= 364
"""
PEOPLE = """
insert into customer by name
select 'c' || c as customer_id, case when c % 4 = 0 then 'member' else 'guest' end as segment,
  'people.csv' as _file, 1 as _line, 'Customers' as _source, timestamp '2026-05-01' as _imported_at
from range(300) customers(c)
"""
COSTS = """
insert into cost by name
select 'a' as cost_id, date '2026-01-01' as month, 'acquisition' as kind, 900.0 as amount, 'costs.csv' as _file,
  1 as _line, 'Costs' as _source, timestamp '2026-05-01' as _imported_at
"""
HOSTILE = "<img src=x onerror=alert(1)> {x} $x$ **b**"
COMPANY = 'name = "Tea & Co"\n'
HOMES = {
    "members": ((MEMBERS, CONTRACTS), COMPANY),
    "buyers": ((PEOPLE, ORDERS, COSTS), f"{COMPANY}[value]\ngross_margin = 0.4\n"),
    "orders": ((ORDERS,), COMPANY),
    "undated": ((UNDATED,), COMPANY),
    "empty": ((), COMPANY),
    "one": ((ORDERS.replace("range(300)", "range(1)"),), COMPANY),
    "hostile": (
        (MEMBERS.replace("'hunter'", f"'{HOSTILE}'"), CONTRACTS.replace("'c' ||", "'<b>c' ||")), COMPANY
    ),
}  # fmt: skip
"""The rows and the company file of each home."""
