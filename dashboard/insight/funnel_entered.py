"""The entries of a funnel that is walked at build: of each customer or visit the first of every day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from dashboard.insight.funnel import DAY, GROUPS, WITHIN, Step, Touches, step_bits
from dashboard.insight.funnel_path import Path, Whole, in_order
from dashboard.insight.funnel_read import read_groups

LONGEST_DAYS = WITHIN[-1]
FIRST = -719_162
"""The year 1, before all days: one comparison tells the first entry of a period."""


@dataclass(frozen=True, slots=True)
class Entered:
    """`day`, `before`: of the entry and of the one before it, in days since 1970; FIRST when there was none.
    `row`: of the touches. `reached`: when each step was."""

    who: Whole
    at: Whole
    day: Whole
    before: Whole
    row: Whole
    reached: Whole

    def depth(self, days: int) -> pa.Array:
        """How many steps after the first were reached within so many days."""
        limit = self.at + days * DAY
        return pa.array((self.reached[:, 1:] <= limit[:, None]).sum(axis=1), pa.uint8())

    def days(self) -> dict[str, pa.Array]:
        """The columns that a period is cut by."""
        return {
            "day": pa.array(self.day.astype(np.int32)).cast(pa.date32()),
            "previous_day": pa.array(self.before.astype(np.int32)).cast(pa.date32()),
        }


def entered(table: pa.Table, touches: Touches, steps: Sequence[Step], longest: int) -> Entered:
    """The entries among these touches. `table`: with the day of each."""
    who, at, bits, rows = in_order(touches.who, touches.at, step_bits(touches, steps))
    path = Path(who, at, bits, list(range(len(steps))), len(steps))
    found = np.flatnonzero(bits & bits.dtype.type(1) > 0)
    lay = found if rows is None else rows[found]
    day = np.asarray(table.column("day").cast(pa.date32()).cast(pa.int32()).to_numpy(), dtype=np.int64)[lay]
    again = np.diff(who[found], prepend=-1) == 0
    before = np.concatenate((day[:1], day[:-1]))
    kept = ~again | (before < day)
    first = found[kept]
    reached = path.along(first, at[first] + longest * DAY, strict=False)
    return Entered(who[first], at[first], day[kept], np.where(again, before, FIRST)[kept], lay[kept], reached)


def known(table: pa.Table, row: Whole) -> Mapping[str, pa.Array]:
    """What is known of these touches, in words."""
    return {
        name: pa.DictionaryArray.from_arrays(
            pa.array(codes[row], mask=codes[row] < 0), pa.array(names, pa.string())
        )
        for name, (codes, names) in read_groups(table).items()
    }


GROUPED = tuple((name, pa.string()) for name in GROUPS)
"""The columns of it."""
