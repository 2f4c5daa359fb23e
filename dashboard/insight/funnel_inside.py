"""Worked out at build: how many visits of each day and kind came how far through the touchpoints of each stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.funnel import DAY, Step
from dashboard.insight.funnel_entered import GROUPED, entered, known
from dashboard.insight.funnel_path import MOST_STEPS
from dashboard.insight.funnel_read import read_touches

VISIT_DAYS = 1
KEYS = (
    "stage",
    "day",
    "previous_day",
    "channel",
    "device",
    "segment",
    "persona",
    "region",
    "mature",
    "depth",
)
PLACE = tuple(name for name in KEYS if name not in ("segment", "persona", "region"))
SCHEMA = pa.schema([
    ("stage", pa.string()), ("day", pa.date32()), ("previous_day", pa.date32()), *GROUPED, ("mature", pa.bool_()),
    ("depth", pa.uint8()), ("size", pa.int64()),
])  # fmt: skip
TOUCHES = """-- one row per touch of some visits at these touchpoints, as they lie: visit by visit, in the order of time
select
  who, "at", day, null::varchar as stage, list_position($points, step)::utinyint as point, 1::utinyint as enters,
  channel, device, segment, persona, region
from funnel_touch
where unit = 'session' and who >= {first} and who < {last} and list_contains($points, step)"""


def inside_steps(company: Company, stages: Iterable[str], seen: Iterable[str]) -> dict[str, list[Step]]:
    """The touchpoints of each of these stages that visits show, when there are two or more."""
    there, wanted = set(seen), set(stages)
    found = {
        stage.name: [Step("touchpoint", point) for point in stage.touchpoints if point in there][:MOST_STEPS]
        for stage in company.stages
    }
    return {stage: steps for stage, steps in found.items() if stage in wanted and len(steps) > 1}


def inside_part(
    table: pa.Table, funnels: Mapping[str, Sequence[Step]], points: Sequence[str], until: int
) -> Iterator[pa.Table]:
    """The entries of some visits, added up. `until`: the last moment that was seen."""
    touches = read_touches(table, points)
    for stage, steps in funnels.items():
        found = entered(table, touches, steps, VISIT_DAYS)
        size = found.who.size
        columns = {
            "stage": pa.DictionaryArray.from_arrays(np.zeros(size, np.int32), [stage]),
            **found.days(), **known(table, found.row),
            "mature": pa.array(found.at + VISIT_DAYS * DAY <= until), "depth": found.depth(VISIT_DAYS),
            "size": pa.array(np.ones(size, np.int64)),
        }  # fmt: skip
        yield _added(pa.table(columns), KEYS)


def added(parts: Sequence[pa.Table]) -> dict[str, pa.Table]:
    """`funnel_inside_day` of all parts, and the same without who the customers were."""
    whole = _added(pa.concat_tables([SCHEMA.empty_table(), *parts]), KEYS)
    return {"funnel_inside_day": whole, "funnel_inside_day_place": _added(whole, PLACE)}


def _added(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    found = table.group_by(list(keys)).aggregate([("size", "sum")]).rename_columns({"size_sum": "size"})
    plain = pa.table({name: found.column(name).cast(SCHEMA.field(name).type) for name in (*keys, "size")})
    return plain.sort_by([(name, "ascending") for name in keys])
