"""The funnel as rows: one per period, group and step. Figures, titles and files are made of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from dashboard.insight.funnel import GROUPS, Step, Walks, Way, required
from dashboard.insight.funnel_change import Difference, differences
from dashboard.insight.funnel_counts import Counted, Level, Share, counted, groups
from dashboard.insight.funnel_path import Flags
from dashboard.insight.funnel_tally import Tally
from dashboard.metrics.anonymity import OFTEN
from dashboard.scope import Window
from dashboard.screens.card import Row
from dashboard.screens.filters import spoken
from dashboard.screens.journey_funnel_choice import Choice

MOST_GROUPS = 8
TOO_YOUNG = "Too young to judge"
NOBODY = Share(None, None, None, 0, 0)


@dataclass(frozen=True, slots=True)
class Side:
    """One period of a funnel: its window and how its entrants went, counted, and one by one when they are asked for."""

    window: Window
    tally: Tally
    walks: Callable[[], Walks]


@dataclass(frozen=True, slots=True)
class Cell:
    """One group at one pair of steps, now and before, and how the two differ (without a comparison: how it differs
    from all others)."""

    group: str | None
    place: int
    now: Level
    before: Share | None
    moved: Difference


def names(steps: Sequence[Step], way: Way) -> list[str]:
    """What each step is called; in any order the levels have numbers."""
    if way.order != "any":
        return [spoken(step.value) for step in steps]
    every = sum(not step.optional for step in steps)
    levels = iter(
        [*(f"Any {level} step{'s' * (level > 1)}" for level in range(1, every)), f"All {every} steps"]
    )
    return [spoken(step.value) if step.optional else next(levels) for step in steps]


def names_of(side: Side) -> list[str]:
    """What the steps of a side are called."""
    return names(side.tally.steps, side.tally.way)


def whole(sides: Sequence[Side], minimum_n: int) -> tuple[list[Counted], list[Difference]]:
    """Each period counted, and what changed of the share that went on to each step; the first never changes."""
    found = [counted(side.tally) for side in sides]
    pairs = [
        (level.of_previous, _level(found, place).of_previous) for place, level in enumerate(found[0].levels)
    ]
    return found, differences([*pairs], minimum_n) if len(found) > 1 else []


def _level(found: Sequence[Counted], place: int) -> Level:
    return found[-1].levels[place]


def possible_splits(walks: Tally) -> list[str]:
    """What is known of the entries, so that they can be told apart by it."""
    return [name for name in GROUPS if np.any(walks.groups[name][0] >= 0)]


def least(per: str, anonymity: int) -> int:
    """How many entrants a group needs to be shown; a customer can stand behind many visits."""
    return anonymity * OFTEN if per == "session" and anonymity > 1 else anonymity


def split_cells(sides: Sequence[Side], by: str, minimum_n: int, at_least: int) -> tuple[list[Cell], int]:
    """Every group at every required pair of steps, and how many groups are too small to be shown."""
    tally = sides[0].tally
    now = [(name, rows, _judged(tally, rows)) for name, rows in groups(tally, by)]
    shown = [(name, rows) for name, rows, size in now if size and size >= at_least]
    was = dict(groups(sides[-1].tally, by)) if len(sides) > 1 else {}
    found: list[tuple[str | None, int, Level, Share | None, Share]] = []
    for name, rows in shown[:MOST_GROUPS]:
        mine = counted(tally, rows)
        other = _other(sides, name, was, rows, at_least)
        for place in required(tally.steps)[1:]:
            against = other.levels[place].of_previous if other else NOBODY
            found.append((name, place, mine.levels[place], against if was else None, against))
    moved = differences([(level.of_previous, against) for _, _, level, _, against in found], minimum_n)
    cells = [Cell(g, p, level, before, d) for (g, p, level, before, _), d in zip(found, moved, strict=True)]
    return cells, sum(0 < size < at_least for *_, size in now)


def _judged(tally: Tally, rows: Flags) -> int:
    return int(tally.size[rows & tally.mature].sum())


def _other(
    sides: Sequence[Side], name: str | None, was: dict[str | None, Flags], rows: Flags, at_least: int
) -> Counted | None:
    """What a group is compared with: itself before, or everyone else now."""
    if len(sides) < 2:
        return counted(sides[0].tally, ~rows)
    tally, before = sides[-1].tally, was.get(name)
    return counted(tally, before) if before is not None and tally.size[before].sum() >= at_least else None


def step_rows(sides: Sequence[Side], found: Sequence[Counted], moved: Sequence[Difference]) -> list[Row]:
    """One row per period and step; then those who entered too recently, in percent of everyone who entered."""
    rows: list[Row] = []
    for side, count in zip(sides, found, strict=True):
        called = names_of(side)
        for level in count.levels:
            change = moved[level.place] if moved and side is sides[0] and level.place else None
            rows.append({
                **_period(side.window), "step": called[level.place], "partial": False,
                "optional": side.tally.steps[level.place].optional, "entered": count.entrants, "too_young": count.young,
                **_share("of_first", level.of_first), "step_before": _called(called, level.previous),
                **_share("of_step_before", level.of_previous), **_change(change),
            })  # fmt: skip
        if count.young and side is sides[0]:
            rows.append({
                **_period(side.window), "step": TOO_YOUNG, "partial": True, "entered": count.entrants,
                "too_young": count.young, "of_first": young_share(count),
            })  # fmt: skip
    return rows


def young_share(count: Counted) -> float:
    """Those too young to judge, in percent of everyone who entered."""
    return 100 * count.young / (count.young + count.entrants)


def cell_rows(sides: Sequence[Side], by: str, cells: Sequence[Cell]) -> list[Row]:
    """One row per group and pair of steps."""
    called = names_of(sides[0])
    return [
        {
            **_period(sides[0].window), "split_by": by, "group": cell.group or "(not stated)",
            "step_before": _called(called, cell.now.previous), "step": called[cell.place],
            "pair": pair(called, cell.now.previous, cell.place), **_share("of_step_before", cell.now.of_previous),
            **(_share("before", cell.before) if cell.before else {}), **_change(cell.moved),
        }
        for cell in cells
    ]  # fmt: skip


def _period(window: Window) -> dict[str, object]:
    return {"period": window.label, "from": window.start, "to": window.end - timedelta(days=1)}


def pair(called: Sequence[str], previous: int | None, place: int) -> str:
    """A pair of steps: 'Checkout → Order'."""
    return f"{_called(called, previous)} → {called[place]}"


def _called(called: Sequence[str], place: int | None) -> str:
    return "" if place is None else called[place]


def _share(name: str, share: Share) -> dict[str, object]:
    return {
        name: share.value, f"{name}_low": share.low, f"{name}_high": share.high, f"{name}_reached": share.hits,
        f"{name}_n": share.n,
    }  # fmt: skip


def _change(change: Difference | None) -> dict[str, object]:
    if change is None:
        return {"change": None, "change_low": None, "change_high": None, "stands_out": None}
    return {
        "change": change.delta, "change_low": change.low, "change_high": change.high, "stands_out": change.signal,
    }  # fmt: skip


def units(choice: Choice) -> str:
    """Who is counted, in a sentence."""
    return "customers" if choice.per == "customer" else "visits"
