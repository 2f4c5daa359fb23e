"""Worked out at build: the usual funnels, so that a reader's period is cut out of them.

Through the stages in which people do something, in the company's order: when every entry reached each step, a touch of
the first stage being one. Through the touchpoints of each stage, in visits: how many of a kind came how far. Walked as
`funnel` walks, in parts of whole customers or visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.funnel import WITHIN, Step
from dashboard.insight.funnel_entered import GROUPED, LONGEST_DAYS, entered, known
from dashboard.insight.funnel_inside import TOUCHES as INSIDE
from dashboard.insight.funnel_inside import added, inside_part, inside_steps
from dashboard.insight.funnel_path import MOST_STEPS, NEVER
from dashboard.insight.funnel_read import read_touches

Query = Callable[[str], pa.Table]
PART = 2_000_000

STAGES = """-- one row per unit and stage in which people do something, in the company's order
select unit, cast(stage as varchar) as stage
from funnel_touch
where stage is not null and source_class = 'inferred'
group by unit, funnel_touch.stage
order by unit, funnel_touch.stage"""
PARTS = """-- one row per unit: its touches, the first and last of its numbers, the last moment, its touchpoints
select
  unit, count(*) as touches, min(who) as first_who, max(who) as last_who, list(distinct step) as points,
  coalesce(epoch_us(max("at") filter (day <= date '{as_of}')), 0) as until
from funnel_touch
group by unit"""
TOUCHES = """-- one row per touch of some customers or visits, as they lie: journey by journey, in the order of time
select
  who, "at", day, stage, 1::utinyint as enters, channel, device, segment, persona, region
from funnel_touch
where unit = '{unit}' and who >= {first} and who < {last} and stage is not null"""


def usual_funnels(query: Query, company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """`funnel_usual`: unit, stage, point (none: the funnel of the stages), place. `funnel_entry`: unit, who, entered,
    day, the day of the entry before, the groups of the entry, how many steps were reached after it within 1, 7 ... days
    (depth_1 ...), and when each was (reached_1 ...), None for never. `funnel_inside_day`, `funnel_inside_day_place`:
    visits by stage, days and groups, how far they came."""
    usual: dict[str, list[str]] = {}
    for row in query(STAGES).to_pylist():
        usual.setdefault(row["unit"], []).append(row["stage"])
    most = max((len(stages[:MOST_STEPS]) for stages in usual.values() if len(stages) > 1), default=2)
    entries, inside = [_empty(most)], list[pa.Table]()
    rows: list[dict[str, object]] = []
    for row in query(PARTS.format(as_of=as_of)).to_pylist():
        unit, stages = str(row["unit"]), usual.get(str(row["unit"]), [])
        if len(stages) > 1:
            steps = [Step("stage", stage) for stage in stages[:MOST_STEPS]]
            rows += [{"unit": unit, "stage": step.value, "place": at} for at, step in enumerate(steps)]
            for table in _parts(query, row, TOUCHES.replace("{unit}", unit)):
                entries.append(_entries(table, steps, unit, most))
        funnels = inside_steps(company, stages, row["points"]) if unit == "session" else {}
        for stage, steps in funnels.items():
            rows += [
                {"unit": unit, "stage": stage, "point": s.value, "place": at} for at, s in enumerate(steps)
            ]
        points = list(dict.fromkeys(step.value for steps in funnels.values() for step in steps))
        named = ", ".join("'" + point.replace("'", "''") + "'" for point in points)
        for table in _parts(query, row, INSIDE.replace("$points", f"[{named}]")) if points else ():
            inside += inside_part(table, funnels, points, row["until"])
    words = pa.schema([(name, pa.string()) for name in ("unit", "stage", "point")] + [("place", pa.int64())])
    return {
        "funnel_usual": pa.Table.from_pylist(rows, words),
        "funnel_entry": pa.concat_tables(entries).sort_by([("unit", "ascending"), ("day", "ascending")]),
        **added(inside),
    }  # fmt: skip


def _parts(query: Query, row: Mapping[str, int], sql: str) -> Iterator[pa.Table]:
    """The touches of a unit, part by part."""
    first, last = row["first_who"], row["last_who"] + 1
    size = max(1, round((last - first) * PART / row["touches"]))
    for begin in range(first, last, size):
        told = sql.replace("{first}", str(begin)).replace("{last}", str(min(begin + size, last)))
        yield query(told)


def _entries(table: pa.Table, steps: Sequence[Step], unit: str, most: int) -> pa.Table:
    found = entered(table, read_touches(table), steps, LONGEST_DAYS)
    columns: dict[str, pa.Array] = {
        "unit": pa.array([unit] * found.who.size, pa.string()),
        "who": pa.array(found.who),
        "entered": pa.array(found.at).cast(pa.timestamp("us")),
        **found.days(),
        **{name: told.cast(pa.string()) for name, told in known(table, found.row).items()},
        **{f"depth_{days}": found.depth(days) for days in WITHIN},
    }
    for place in range(1, most):
        times = found.reached[:, place] if place < len(steps) else np.full(found.who.size, NEVER)
        columns[f"reached_{place}"] = pa.array(times, mask=times == NEVER).cast(pa.timestamp("us"))
    return pa.table(columns)


def _empty(most: int) -> pa.Table:
    """The columns, without a row."""
    moment = pa.timestamp("us")
    return pa.schema([
        ("unit", pa.string()), ("who", pa.int64()), ("entered", moment), ("day", pa.date32()),
        ("previous_day", pa.date32()), *GROUPED, *((f"depth_{days}", pa.uint8()) for days in WITHIN),
        *((f"reached_{place}", moment) for place in range(1, most)),
    ]).empty_table()  # fmt: skip
