"""The cells of the cohort heat map in words and depth, and the same numbers as rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.figures.cohort import Cell, Row, State, heat_map
from dashboard.insight.cohorts import Cohorts, Flags, apart
from dashboard.metrics.format import interval, shown
from dashboard.metrics.intervals import wilson
from dashboard.metrics.metric import Array, Unit
from dashboard.screens.card import Row as Line
from dashboard.screens.retention_choice import BEGIN, Choice
from dashboard.screens.text import html
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

UNITS: dict[str, Unit] = {"percent": "percent", "count": "count", "revenue": "money"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """The mean as row 0 and the cohorts below it: one number a cell of each array."""

    names: tuple[str, ...]
    n: Array
    back: Array
    share: Array
    low: Array
    high: Array
    each: Array
    there: Flags
    over: Flags
    apart: Array


def sheet(found: Cohorts, choice: Choice) -> Sheet:
    """Everything that the heat map shows and the file holds."""
    mean = found.mean()
    n = np.vstack([mean.n, np.broadcast_to(found.size[:, None], found.back.shape)])
    back = np.vstack([mean.back, found.back])
    with np.errstate(divide="ignore", invalid="ignore"):
        share, ends = 100 * back / n, wilson(back, n)
        each = np.vstack([mean.each, found.revenue / found.size[:, None]])
    there = np.vstack([mean.n > 0, found.begun])
    over = np.vstack([mean.n > 0, found.mature])
    judged: Array = np.zeros(found.back.shape)
    if choice.comparable:
        judged = apart(found).astype(np.float64)
    marks = np.vstack([np.zeros(mean.n.size), judged]).astype(np.float64)
    names = ("Mean", *(_name(cohort, choice) for cohort in found.cohorts))
    return Sheet(names, n, back, share, *ends, each, there, over, marks)


def _name(cohort: date, choice: Choice) -> str:
    return f"{cohort:%b %Y}" if choice.grain == "month" else f"{cohort.day} {cohort:%b %Y}"


def cohort_rows(found: Cohorts, choice: Choice, anonymity: int) -> list[Line]:
    """Every cell with its n and interval; cohorts of too few customers without their numbers."""
    told, heads = sheet(found, choice), step_heads(found)
    return [
        {
            "cohort": told.names[row], "began": found.cohorts[row - 1] if row else None, "step": heads[at],
            "grain": choice.grain, "from": found.first[at], "to": found.last[at],
            **_numbers(told, row, at, f"under {anonymity} customers" if told.n[row, 0] < anonymity else ""),
        }
        for row in range(len(told.names)) for at in range(len(found.first)) if told.there[row, at]
    ]  # fmt: skip


def _numbers(told: Sheet, row: int, at: int, withheld: str) -> Line:
    def number(values: Array) -> float | None:
        return None if withheld else float(values[row, at])

    n, back, each = number(told.n), number(told.back), number(told.each)
    return {
        "n": None if n is None else round(n), "back": None if back is None else round(back),
        "percent": number(told.share), "low": number(told.low), "high": number(told.high),
        "money": None if n is None or each is None else each * n, "money a customer": each,
        "over": bool(told.over[row, at]), "apart": None if withheld else int(told.apart[row, at]), "note": withheld,
    }  # fmt: skip


def drawn(found: Cohorts, choice: Choice, caption: str, visit: Visit) -> str:
    """The heat map, as HTML."""
    told = sheet(found, choice)
    values = {"percent": told.share, "count": told.back, "revenue": told.each}[choice.shown]
    inner = values[1:, 1:][told.there[1:, 1:]]
    depths = _depths(values, inner)
    lines = [_row(told, row, values, depths, choice, visit) for row in range(len(told.names))]
    return heat_map(
        lines[1:], lines[0], step_heads(found), name=html(f"{BEGIN[choice.begin]} in the {choice.grain}"),
        caption=html(caption),
    )  # fmt: skip


def step_heads(found: Cohorts) -> list[str]:
    """'3', or '4–6' for steps counted together."""
    return [str(a) if a == b else f"{a}–{b}" for a, b in zip(found.first, found.last, strict=True)]


def _depths(values: Array, seen: Array) -> Array:
    """How dark each cell is: from zero; where all are high, from a little below the lowest, so that they differ."""
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 1.0)
    start = 0.0 if low < high / 2 else low - (high - low) / 3
    depths: Array = (values - start) / ((high - start) or 1.0)
    depths[:, 0] = 0.0
    return depths


def _row(told: Sheet, row: int, values: Array, depths: Array, choice: Choice, visit: Visit) -> Row:
    size = round(float(told.n[row, 0]))
    if row and size < visit.company.thresholds.anonymity:
        return Row(told.names[row], f"under {visit.company.thresholds.anonymity}", [])
    cells = []
    for at in range(values.shape[1]):
        depth = float(depths[row, at]) if told.there[row, at] else 0.0
        cells.append(_cell(told, row, at, float(values[row, at]), depth, choice, visit))
    return Row(told.names[row], count(size), cells)


def _cell(told: Sheet, row: int, at: int, value: float, depth: float, choice: Choice, visit: Visit) -> Cell:
    if not told.there[row, at]:
        return Cell("", state="none")
    text = shown(value, UNITS[choice.shown], locale=visit.locale, currency=visit.facts.currency)
    short = f"{value:.0f}" if choice.shown == "percent" else text
    state = _state(told, row, at, visit)
    says = f"{text}, {count(round(told.back[row, at]))} of {count(round(told.n[row, at]))}"
    if choice.shown == "percent" and at:
        between = interval(
            float(told.low[row, at]), float(told.high[row, at]), "percent", locale=visit.locale
        )
        says += f", 95 % interval {between}"
    says += {"open": ", not over yet", "faint": ", few customers"}.get(state, "")
    mark = int(told.apart[row, at]) if choice.shown == "percent" else 0
    return Cell(html(short), html(says), depth, state, mark)


def _state(told: Sheet, row: int, at: int, visit: Visit) -> State:
    if not told.over[row, at]:
        return "open"
    return "faint" if told.n[row, at] < visit.company.thresholds.minimum_n else "whole"
