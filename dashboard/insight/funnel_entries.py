"""Worked out at build: when every entry of the usual funnel reached each step; a reader's period is cut out of that.

The usual funnel is the stages in which people do something, in the company's order. A touch of the first stage is an
entry; the way from it is walked as `funnel` walks it, up to the longest window, in parts of whole customers or visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.funnel import DAY, GROUPS, MOST_STEPS, Step, read_touches, step_bits
from dashboard.insight.funnel_path import NEVER, Path, in_order

Query = Callable[[str], pa.Table]
LONGEST_DAYS = 90
PART = 2_000_000

STAGES = """-- one row per unit and stage in which people do something, in the company's order
select unit, cast(stage as varchar) as stage
from funnel_touch
where stage is not null and source_class = 'inferred'
group by unit, funnel_touch.stage
order by unit, funnel_touch.stage"""
PARTS = """-- one row per unit: its touches, and the first and last of its numbers
select unit, count(*) as touches, min(who) as first_who, max(who) as last_who
from funnel_touch
group by unit"""
TOUCHES = """-- one row per touch of some customers or visits, as they lie: journey by journey, in the order of time
select who, "at", day, cast(null as varchar) as step, stage, true as enters, channel, device, segment, persona, region
from funnel_touch
where unit = '{unit}' and who >= {first} and who < {last} and stage is not null"""


def usual_funnels(query: Query, company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """`funnel_usual`: unit, place, stage. `funnel_entry`: unit, who, entered, day, the day of the entry before, the
    groups of the entry, and when each further step was reached (reached_1 ...), None for never."""
    found = query(STAGES).to_pylist()
    usual: dict[str, list[str]] = {}
    for row in found:
        usual.setdefault(row["unit"], []).append(row["stage"])
    usual = {unit: stages[:MOST_STEPS] for unit, stages in usual.items() if len(stages) > 1}
    most = max((len(stages) for stages in usual.values()), default=2)
    parts = [part for row in query(PARTS).to_pylist() if row["unit"] in usual
             for part in _unit(query, row, usual[row["unit"]], most)]  # fmt: skip
    rows = [
        {"unit": unit, "place": at, "stage": stage}
        for unit, told in usual.items() for at, stage in enumerate(told)
    ]  # fmt: skip
    schema = pa.schema([("unit", pa.string()), ("place", pa.int64()), ("stage", pa.string())])
    entries = pa.concat_tables([_empty(most), *parts]).sort_by([("unit", "ascending"), ("day", "ascending")])
    return {"funnel_usual": pa.Table.from_pylist(rows, schema), "funnel_entry": entries}


def _unit(query: Query, row: Mapping[str, int], stages: Sequence[str], most: int) -> Iterator[pa.Table]:
    """The entries of a unit, part by part."""
    first, last = row["first_who"], row["last_who"] + 1
    size = max(1, round((last - first) * PART / row["touches"]))
    for begin in range(first, last, size):
        sql = TOUCHES.format(unit=row["unit"], first=begin, last=min(begin + size, last))
        yield _entries(query(sql), [Step("stage", stage) for stage in stages], str(row["unit"]), most)


def _entries(table: pa.Table, steps: Sequence[Step], unit: str, most: int) -> pa.Table:
    touches = read_touches(table)
    bits = step_bits(touches, steps)
    rows = in_order(touches.who, touches.at, bits)
    path = Path(touches.who[rows], touches.at[rows], bits[rows], list(range(len(steps))), len(steps))
    entries = np.flatnonzero(path.bits & 1)
    at, who = path.at[entries], path.who[entries]
    reached = path.along(entries, at + LONGEST_DAYS * DAY, strict=False)
    day = table.column("day").cast(pa.date32()).cast(pa.int32()).to_numpy()
    days = np.asarray(day)[rows[entries]]
    same = np.concatenate(([False], who[1:] == who[:-1]))[: who.size]
    before = np.concatenate((days[:1], days[:-1]))
    kept = ~same | (before < days)
    columns: dict[str, pa.Array] = {
        "unit": pa.array([unit] * int(kept.sum()), pa.string()),
        "who": pa.array(who[kept]),
        "entered": pa.array(at[kept]).cast(pa.timestamp("us")),
        "day": pa.array(days[kept]).cast(pa.date32()),
        "previous_day": pa.array(before[kept], mask=~same[kept]).cast(pa.date32()),
    }
    for name in GROUPS:
        codes, names = touches.groups[name]
        told = codes[rows[entries[kept]]]
        columns[name] = pa.DictionaryArray.from_arrays(
            pa.array(told, mask=told < 0), pa.array(names, pa.string())
        ).cast(pa.string())
    for place in range(1, most):
        times = reached[kept, place] if place < len(steps) else np.full(int(kept.sum()), NEVER)
        columns[f"reached_{place}"] = pa.array(times, mask=times == NEVER).cast(pa.timestamp("us"))
    return pa.table(columns)


def _empty(most: int) -> pa.Table:
    """The columns, without a row."""
    text, moment = pa.string(), pa.timestamp("us")
    return pa.schema(
        [("unit", text), ("who", pa.int64()), ("entered", moment), ("day", pa.date32()), ("previous_day", pa.date32())]
        + [(name, text) for name in GROUPS] + [(f"reached_{place}", moment) for place in range(1, most)]
    ).empty_table()  # fmt: skip
