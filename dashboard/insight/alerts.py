"""Sudden rises: weekly counts against their own history, with a false alarm rate that is stated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from scipy.special import betainc, chdtri

HISTORY, LEAST_HISTORY, LEAST_COUNT = 26, 8, 10
FALSE_ALARMS = 0.05
GAP = 2
"""Weeks in alarm with at most one calm week between them are one rise."""

Counts = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Rise:
    """Weeks `first` to `last` (places in the series) of series `which`: what was counted, and what was expected
    from its own history. `chance`: of the least likely of its weeks."""

    which: int
    first: int
    last: int
    counted: int
    expected: float
    chance: float


def rises(series: Sequence[Counts], looked_at: int, false_alarms: float = FALSE_ALARMS) -> list[Rise]:
    """Rises among the last `looked_at` weeks of each series (oldest first; None: before its first text).

    A week is in alarm when so many texts would come, by its own history, less often than `false_alarms` shared
    out over all weeks of all series that are looked at (Bonferroni): so often would one look at all of them
    raise any alarm by chance alone. Weeks in alarm are no history for the weeks after them.
    """
    tests = sum(1 for counts in series for count in counts[-looked_at:] if count is not None)
    limit = false_alarms / max(tests, 1)
    found = [rise for which, counts in enumerate(series) for rise in _of(which, counts, looked_at, limit)]
    return sorted(found, key=lambda rise: (rise.chance, -rise.counted))


def _of(which: int, counts: Counts, looked_at: int, limit: float) -> list[Rise]:
    calm = [count for count in counts[:-looked_at] if count is not None]
    alarms: list[tuple[int, float, float, float]] = []
    for week in range(max(len(counts) - looked_at, 0), len(counts)):
        count = counts[week]
        if count is None:
            continue
        chance, expected = chance_of(count, calm[-HISTORY:])
        if count >= LEAST_COUNT and chance <= limit:
            alarms.append((week, count, expected, chance))
        else:
            calm.append(count)
    return _together(which, alarms)


def chance_of(count: float, history: Sequence[float]) -> tuple[float, float]:
    """How often a week with this history has `count` texts or more, and how many it has on average.

    Negative binomial with the history's own mean and a spread that its weeks still bear out (the upper 90 % bound of
    their variance, at least Poisson's), widened for how little a short history tells: with the plain variance, lively
    topics raised four times the alarms that are promised. Too short a history alarms nobody: 1.
    """
    if len(history) < LEAST_HISTORY:
        return 1.0, fmean(history) if history else 0.0
    mean = (sum(history) + 0.5) / len(history)
    free = len(history) - 1
    spread = max(_squares(history) / float(chdtri(free, 0.9)), mean) * (1 + 1 / len(history))
    size = mean**2 / (spread - mean)
    return (float(betainc(count, size, 1 - mean / spread)) if count > 0 else 1.0), mean


def _squares(history: Sequence[float]) -> float:
    """The squared distances from the mean, added up; counts are small, so that floats lose nothing."""
    mean = fmean(history)
    return sum((count - mean) ** 2 for count in history)


def _together(which: int, alarms: Sequence[tuple[int, float, float, float]]) -> list[Rise]:
    runs: list[list[tuple[int, float, float, float]]] = []
    for alarm in alarms:
        if runs and alarm[0] - runs[-1][-1][0] <= GAP:
            runs[-1].append(alarm)
        else:
            runs.append([alarm])
    return [
        Rise(
            which, run[0][0], run[-1][0], round(sum(a[1] for a in run)), sum(a[2] for a in run),
            min(a[3] for a in run),
        )
        for run in runs
    ]  # fmt: skip
