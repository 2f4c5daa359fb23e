"""Customers and what they are worth in bands of value: round edges, and no band of too few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

SKEWED = 8.0
"""How many times the middle the highest of a hundred may be before bands grow with the value."""
MOST = 9


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` up to `high` (None: and more): customers, and their value together. Shares in percent."""

    low: float
    high: float | None
    customers: int
    total: float
    share_customers: float
    share_value: float


def edges(low: float, middle: float, high: float) -> list[float]:
    """Round lower ends of bands, the first of them 0: even ones, or 1-2-5 where few are worth many times the middle."""
    if high <= 0:
        return [0.0]
    if middle <= 0 or high > SKEWED * middle:
        return [0.0, *_growing(max(low, high / 10**3, 1e-9), high)]
    step = _round_step((high - low) / (MOST - 1))
    first = step * floor(low / step)
    found = [round(first + i * step, 10) for i in range(MOST + 2) if first + i * step < high + step / 2]
    return sorted({0.0, *(edge for edge in found if edge > 0)})


def _growing(low: float, high: float) -> list[float]:
    """1-2-5 steps within the range; decades only when those are too many."""
    powers = range(floor(log10(low)), floor(log10(high)) + 1)
    for factors in ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,)):
        found = [
            factor * 10.0**power
            for power in powers
            for factor in factors
            if low <= factor * 10.0**power <= high
        ]
        if len(found) <= MOST:
            return found
    return found[-MOST:]


def _round_step(least: float) -> float:
    if least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(least))
    return next(power * factor for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if power * factor >= least - 1e-12)


def bands(rows: Sequence[Mapping[str, float]], lower: Sequence[float], least: int) -> list[Band]:
    """Bands from rows of `value_bands.sql`; a band of fewer than `least` customers is joined to the one below it,
    the lowest to the one above."""
    by_place = {int(row["place"]): (int(row["customers"]), float(row["total"])) for row in rows}
    cells = [(low, *by_place.get(at + 1, (0, 0.0))) for at, low in enumerate(lower)]
    joined: list[tuple[float, int, float]] = []
    for low, customers, total in cells:
        if joined and (joined[-1][1] < least or 0 < customers < least):
            joined[-1] = (joined[-1][0], joined[-1][1] + customers, joined[-1][2] + total)
        else:
            joined.append((low, customers, total))
    if len(joined) > 1 and joined[-1][1] < least:
        last = joined.pop()
        joined[-1] = (joined[-1][0], joined[-1][1] + last[1], joined[-1][2] + last[2])
    every, worth = sum(c for _, c, _ in joined), sum(t for *_, t in joined)
    ends: list[float | None] = [low for low, *_ in joined[1:]]
    return [
        Band(low, high, customers, total, _percent(customers, every), _percent(total, worth))
        for (low, customers, total), high in zip(joined, [*ends, None], strict=True)
    ]


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0
