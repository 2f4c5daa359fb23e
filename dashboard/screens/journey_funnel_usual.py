"""The funnels that were walked at build: which they are, and the statements that cut a period out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from dashboard.insight.funnel import DAY, WITHIN, Step, Way
from dashboard.insight.funnel_entered import LONGEST_DAYS
from dashboard.insight.funnel_inside import VISIT_DAYS
from dashboard.insight.funnel_read import read_tally
from dashboard.insight.funnel_tally import Tally
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.shape import ask
from dashboard.metrics.written import written
from dashboard.scope import Window
from dashboard.screens.data import kept
from dashboard.screens.visit import Visit
from dashboard.store.snapshot import SnapshotError

FOLLOWED = ("channel", "segment", "persona", "region")
"""The filters an entry can follow; the stages are the steps themselves, and a touch of a journey has no team."""


def _usual(visit: Visit) -> dict[tuple[str, str], tuple[Step, ...]]:
    """The funnels that were walked at build: of a unit through the stages ("") and through each stage."""
    return kept(f"usual funnels of {visit.db.name}", lambda: _read_usual(visit))


def _read_usual(visit: Visit) -> dict[tuple[str, str], tuple[Step, ...]]:
    try:
        rows = visit.db.query(written("funnel_usual")).to_pylist()
    except SnapshotError:
        return {}  # built before there were any
    found: dict[tuple[str, str], list[Step]] = {}
    for row in rows:
        step = Step("touchpoint", row["point"]) if row["point"] else Step("stage", row["stage"])
        found.setdefault((row["unit"], row["stage"] if row["point"] else ""), []).append(step)
    return {name: tuple(steps) for name, steps in found.items()}


def is_usual(visit: Visit, steps: Sequence[Step], way: Way, per: str) -> bool:
    """Whether the build walked this funnel through the stages already."""
    return _walked_before(way) and way.days <= LONGEST_DAYS and _usual(visit).get((per, "")) == tuple(steps)


def _walked_before(way: Way) -> bool:
    return way.order == "ordered" and way.tries == "first"


def _inside_usual(visit: Visit, steps: Sequence[Step], way: Way, per: str) -> str | None:
    """The stage inside which the build counted this funnel already."""
    if not _walked_before(way) or way.days != VISIT_DAYS or not steps or steps[0].kind != "touchpoint":
        return None
    funnels = _usual(visit).items()
    return next(
        (stage for (unit, stage), told in funnels if unit == per and stage and told == tuple(steps)), None
    )


def counts(visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window) -> Question | None:
    """The statement that counts a funnel from what the build walked; None: it did not."""
    span = {"start": window.start, "end": window.end}
    if is_usual(visit, steps, way, per) and way.days in WITHIN:
        seen = np.datetime64(until_of(visit).get(per, 0) - way.days * DAY, "us").item()
        return ask("funnel_counts", visit.scope, {**span, "unit": per, "days": way.days, "seen": seen}, {})
    stage = _inside_usual(visit, steps, way, per)
    return ask("funnel_inside", visit.scope, {**span, "stage": stage}, {}) if stage else None


def entries(visit: Visit, per: str, window: Window) -> Question:
    """The first entries of a window, as the build walked them."""
    return ask("funnel_entries", visit.scope, {"unit": per, "start": window.start, "end": window.end}, {})


def inside(visit: Visit, windows: Sequence[Window]) -> dict[tuple[Step, ...], list[Tally]]:
    """Visits through the touchpoints of each stage by channel alone, when the build counted them."""
    funnels = {stage: steps for (unit, stage), steps in _usual(visit).items() if unit == "session" and stage}
    if not funnels:
        return {}
    numbered = [replace(window, label=str(at)) for at, window in enumerate(windows)]
    asked = ask("funnel_channels", visit.scope, bounds(numbered), {"scope": FOLLOWED})
    table, way = visit.table(asked), Way(days=VISIT_DAYS)
    labels, stages = (np.asarray(table.column(name).to_pylist()) for name in ("label", "stage"))
    return {
        steps: [
            read_tally(table.filter(pa.array((labels == window.label) & (stages == stage))), steps, way)
            for window in numbered
        ]
        for stage, steps in funnels.items()
    }


def until_of(visit: Visit) -> dict[str, int]:
    """The last moment that was seen of each unit, microseconds."""

    def read() -> dict[str, int]:
        rows = visit.db.query(written("funnel_until"))
        moments = rows.column("until").cast(pa.timestamp("us")).cast(pa.int64()).to_pylist()
        return dict(zip(rows.column("unit").to_pylist(), moments, strict=True))

    return kept(f"last touches of {visit.db.name}", read)
