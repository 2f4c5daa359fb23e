"""What the cards of service recovery show: their rows, one a mark, and their words."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.insight.recovery import Comparison
from dashboard.insight.weighting import Contrast
from dashboard.screens.card import Row
from dashboard.screens.scorecard_recovery import NAMES, Result
from dashboard.screens.visit import Visit

COMPARED, CRUDE = "Weighted", "Before weighting"
_EMPTY: dict[str, object] = dict.fromkeys((
    "value", "low", "high", "n", "effective n", "overlap", "fair", "difference", "difference low", "difference high",
    "chance", "more than chance",
))  # fmt: skip


def rows(result: Result, visit: Visit) -> list[Row]:
    """A row for each bar and for each tick: the recovered, then the others weighted, then these before weighting.

    Shares and scores are percent and points; a group of fewer than the anonymity threshold has no n. Differences are
    the recovered minus that group.
    """
    return [*_weighted(result, visit), *_crude(result, visit)]


def _weighted(result: Result, visit: Visit) -> Iterator[Row]:
    few = visit.company.thresholds.anonymity
    first = next((each for each in result.against if each.contrast), None)
    if first and first.contrast:
        own = first.contrast
        yield _row(result, "recovered", COMPARED, first.recovered, few) | {
            "value": 100 * own.value, **_sides(own.value_low, own.value_high, result),
        }  # fmt: skip
    for each, signal in zip(result.against, result.signals, strict=True):
        row = _row(result, each.against, COMPARED, each.others, few)
        yield row | (_against(each, each.contrast, signal, result) if each.contrast else {})


def _against(each: Comparison, there: Contrast, signal: bool, result: Result) -> dict[str, object]:
    return {
        "value": 100 * there.other, **_sides(there.other_low, there.other_high, result),
        "effective n": each.effective, "overlap": each.overlap, "fair": each.fair,
        "difference": 100 * there.difference, "difference low": 100 * there.low, "difference high": 100 * there.high,
        "chance": there.chance, "more than chance": signal,
    }  # fmt: skip


def _crude(result: Result, visit: Visit) -> Iterator[Row]:
    few = visit.company.thresholds.anonymity
    for each in result.against:
        if each.contrast:
            row = _row(result, each.against, CRUDE, each.others, few)
            yield row | {"value": 100 * each.contrast.crude}


def _row(result: Result, group: str, series: str, n: int, few: int) -> dict[str, object]:
    named = {"group": NAMES[group], "series": series}
    return {**named, **_EMPTY, "n": n if n >= few else None, "outcome": result.outcome}


def _sides(low: float, high: float, result: Result) -> dict[str, float]:
    """The ends of an interval, not beyond what the number can be."""
    least, most = (-100.0, 100.0) if result.metric.unit == "points" else (0.0, 100.0)
    return {"low": max(100 * low, least), "high": min(100 * high, most)}


def title(result: Result, visit: Visit) -> str:
    """What is seen, never what made it so, and no surer than its interval."""
    lead, shown = result.against[0], visit.shown(result.metric)
    if lead.contrast is None:
        return result.shape.label
    there, ends = lead.contrast, (shown(100 * x) for x in (lead.contrast.value, lead.contrast.other))
    pair = "{} against {}".format(*ends)
    if result.outcome == "bought_again":
        more = "more" if there.difference > 0 else "less"
        if result.signals[0]:
            return f"Recovered customers bought again {more} often than those not recovered: {pair}"
        return f"Recovered customers cannot be told apart from those not recovered in buying again: {pair}"
    if result.signals[0]:
        return f"Recovered customers who answered scored {by_words(there)} than those not recovered: {pair}"
    return f"Recovered customers cannot be told apart from those not recovered in how they score: {pair}"


def by_words(there: Contrast) -> str:
    """'2 to 42 points higher': all that the interval allows."""
    near, far = sorted((abs(there.low), abs(there.high)))
    return f"{_size(near)} to {_size(far)} points {'higher' if there.difference > 0 else 'lower'}"


def difference_words(each: Comparison, signal: bool) -> str:
    """The difference with its interval, what the others are worth after weighting, and whether they overlap."""
    if each.contrast is None:
        return f"{NAMES[each.against]}: too few to weight."
    there = each.contrast
    fair = "" if each.fair else " The groups could not be made alike, so read it with care."
    return (
        f"Against {NAMES[each.against].lower()}: {_signed(there.difference)} points ({_signed(there.low)} to "
        f"{_signed(there.high)}), {_sure(there, signal)}; their {each.others:,} weigh as "
        f"{each.effective:,.0f} equal ones, overlap {100 * each.overlap:.0f} %.{fair}"
    )


def _sure(there: Contrast, signal: bool) -> str:
    """How a difference stands to chance; one that comes near it says so."""
    if not signal:
        return "within chance"
    return "more than chance would give" + (", but not by much" if there.chance > EDGE else "")


EDGE = 0.01
"""A difference that chance alone gives more often than this is not far from chance."""


def _size(share: float) -> str:
    return _signed(abs(share)).lstrip("+")


def _signed(share: float) -> str:
    points = 100 * share
    return f"{points:+.0f}".replace("-", "−") if abs(points) >= 9.95 else f"{points:+.1f}".replace("-", "−")
