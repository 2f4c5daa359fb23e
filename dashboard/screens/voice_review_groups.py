"""Reviews counted by site, location or app version: stars, answers, and how each stands against all others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.insight.change import stand_out
from dashboard.insight.topics import Effect, Sums, effect
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.intervals import student
from dashboard.metrics.shape import ask
from dashboard.metrics.survival import Estimate, kaplan_meier, quantile
from dashboard.screens.card import Row
from dashboard.screens.data import kept
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit
from dashboard.screens.voice_net import shares

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """The reviews of one site, location or version in the period. `apart`: its stars minus those of all others."""

    name: str
    sums: Sums
    low: float | None
    high: float | None
    before: float | None
    replied: tuple[float, float, float] | None
    repliable: int
    wait: Estimate
    apart: Effect
    stands: bool

    @property
    def stars(self) -> float | None:
        return self.sums.mean if self.sums.n else None


def read(by: str, visit: Visit) -> tuple[list[Group], tuple[Question, ...]]:
    """Groups in the order they are drawn: versions from the newest, the others from the fewest stars."""
    parts = ask("voice_reviews", visit.scope, {**bounds(periods_of(visit).pair()), "by": by})
    waits = ask("voice_review_waits", visit.scope, {"by": by})
    asked = repr(("reviews", visit.db.name, parts, waits))
    return kept(asked, lambda: _read(by, visit.table(parts).to_pylist(), visit.table(waits))), (parts, waits)


def _read(by: str, rows: Sequence[Raw], waits: pa.Table) -> list[Group]:
    before = {
        row["grouped"]: row["stars_sum"] / row["rated"]
        for row in rows
        if row["label"] == "before" and row["rated"]
    }
    groups = _groups([row for row in rows if row["label"] == "now"], before, _waits(waits))
    if by == "app_version":
        groups.sort(key=lambda group: version_order(group.name), reverse=True)
    else:
        groups.sort(key=lambda group: (group.stars is None, group.stars or 0.0, group.name))
    return groups


def _groups(rows: Sequence[Raw], before: Mapping[str, float], waits: Mapping[str, Estimate]) -> list[Group]:
    sums = [Sums(row["rated"], row["stars_sum"], row["stars_sumsq"]) for row in rows]
    whole = Sums(*(sum(getattr(one, name) for one in sums) for name in ("n", "total", "squares")))
    apart = [effect([(one, whole.without(one))]) for one in sums]
    stands = stand_out([one.chance for one in apart])
    columns = (
        np.array([getattr(one, name) for one in sums], dtype=float) for name in ("total", "squares", "n")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        lows, highs = student(*columns)
    replied = shares([row["replied"] for row in rows], [row["repliable"] for row in rows])
    return [
        Group(
            str(row["grouped"]), one, _known(low, 1.0), _known(high, 5.0), before.get(row["grouped"]), share,
            round(row["repliable"]), waits.get(str(row["grouped"]), (None, None, None)), far, told,
        )
        for row, one, low, high, share, far, told in zip(rows, sums, lows, highs, replied, apart, stands, strict=True)
    ]  # fmt: skip


def _known(bound: float, edge: float) -> float | None:
    """A bound inside the scale of stars; None where the evidence gives none."""
    if not np.isfinite(bound):
        return None
    return float(max(bound, edge) if edge == 1.0 else min(bound, edge))


def _waits(table: pa.Table) -> dict[str, Estimate]:
    """The Kaplan-Meier median of each group, those still waiting included."""
    names = np.array([str(name) for name in table.column("grouped").to_pylist()], dtype=object)
    seconds, observed, n = (
        np.asarray(table.column(name).to_pylist()) for name in ("seconds", "observed", "n")
    )
    found: dict[str, Estimate] = {}
    for name in dict.fromkeys(names.tolist()):
        mine = names == name
        curve = kaplan_meier(seconds[mine].astype(float), observed[mine].astype(bool), n[mine].astype(float))
        found[name] = quantile(curve, 0.5)
    return found


def version_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """5.9.0 before 5.10.0; letters after numbers."""
    return tuple((0, int(part)) if part.isascii() and part.isdigit() and len(part) < 10 else (1, part)
                 for part in re.split(r"[.\-+_ ]", name))  # fmt: skip


def star_rows(groups: Sequence[Group]) -> list[Row]:
    """One row a group with stars and period, in the order in which they are drawn."""
    rated = [group for group in groups if group.sums.n]
    now: list[Row] = [
        {
            "group": group.name, "series": "now", "stars": group.stars, "low": group.low, "high": group.high,
            "n": round(group.sums.n), "minus the others": group.apart.difference, "chance": group.apart.chance,
            "stands out": group.stands,
        }
        for group in rated
    ]  # fmt: skip
    return now + [
        {"group": group.name, "series": "before", "stars": group.before} for group in rated if group.before is not None
    ]  # fmt: skip


def answer_rows(groups: Sequence[Group]) -> list[Row]:
    """One row a group whose export tells of answers."""
    return [
        {
            "group": group.name,
            "answered %": value,
            "low": low,
            "high": high,
            "n": group.repliable,
            "median seconds to answer": group.wait[0],
            "median low": group.wait[1],
            "median high": group.wait[2],
        }
        for group in groups
        for value, low, high in [group.replied or (None, None, None)]
    ]
