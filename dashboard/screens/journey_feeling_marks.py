"""The rows of the touchpoint map and the words on its marks."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.heat import Cell, HeatRow
from dashboard.insight.feeling import Key
from dashboard.metrics.format import change as change_words
from dashboard.metrics.format import interval, shown
from dashboard.screens.filters import spoken
from dashboard.screens.journey_feelings import CLASSES, KINDS, Felt, Place
from dashboard.screens.text import plotly
from dashboard.screens.visit import Visit


def drawn(found: Sequence[Place], names: Sequence[str], visit: Visit) -> list[HeatRow]:
    """A heading for each stage, then its touchpoints."""
    lines: list[HeatRow] = []
    stage: str | None = ""
    for place in found:
        if place.stage != stage:
            stage = place.stage
            lines.append(HeatRow(f"<b>{plotly(spoken(stage)) if stage else 'Not in the journey'}</b>"))
        lines.append(_row(place, names, visit))
    return lines


def _row(place: Place, names: Sequence[str], visit: Visit) -> HeatRow:
    return HeatRow(
        plotly(spoken(place.step)), place.step, place.whole.touches, _count(place.whole.touches, visit),
        _volume(place, visit), [_cell(place, name, visit) for name in names],
        aside(place, visit),
    )  # fmt: skip


def aside(place: Place, visit: Visit) -> bool:
    """Whether other stages were chosen."""
    return bool(visit.scope.stage) and place.stage not in visit.scope.stage


def _count(number: float, visit: Visit) -> str:
    return shown(number, "count", locale=visit.locale)


def _volume(place: Place, visit: Visit) -> str:
    lines = [f"<b>{plotly(spoken(place.step))}</b>"]
    lines += [
        f"{CLASSES[name]}: {_count(felt.touches, visit)} times"
        for name, felt in place.felt.items()
        if name in CLASSES
    ]
    return "<br>".join(lines)


def _cell(place: Place, name: str, visit: Visit) -> Cell:
    felt = place.felt.get(name)
    if felt is None or (felt.now is None and not felt.withheld):
        return Cell(None, "", "", "")
    heading = f"<b>{plotly(spoken(place.step))}, {CLASSES.get(name, 'together').lower()}</b>"
    if felt.now is None:
        return Cell(None, "–", "withheld", f"{heading}<br>Withheld: too few people.", True)
    arrow = (
        "" if not felt.signal or felt.change is None else "\u2009▲" if felt.change.delta > 0 else "\u2009▼"
    )
    return Cell(
        felt.now.value, f"<b>{_points(felt.now.value, visit)}</b>{arrow}", f"n {_count(felt.now.n, visit)}",
        "<br>".join([heading, *_said(felt, visit)]), felt.now.small,
    )  # fmt: skip


def _points(value: float, visit: Visit) -> str:
    return shown(round(value), "points", locale=visit.locale)


def _said(felt: Felt, visit: Visit) -> list[str]:
    assert felt.now is not None  # noqa: S101  `_cell` has looked
    between = interval(felt.now.low, felt.now.high, "points", locale=visit.locale)
    lines = [f"{_points(felt.now.value, visit)}, 95 % {between}"]
    lines += [_made_of(key, felt, visit) for key in felt.now.kinds]
    if felt.change is not None:
        moved = change_words(felt.change.delta, "points", locale=visit.locale)
        chance = "more than chance would give" if felt.signal else "within chance"
        lines.append(f"before {_points(felt.change.was, visit)}, {moved}: {chance}")
    lines += [f"under {visit.company.thresholds.minimum_n}: read with care"] if felt.now.small else []
    return lines


def _made_of(key: Key, felt: Felt, visit: Visit) -> str:
    tally = felt.tallies[key]
    well, badly = (
        shown(100 * part / tally.judged, "percent", locale=visit.locale) for part in (tally.good, tally.bad)
    )
    return f"{_count(tally.judged, visit)} {KINDS.get(key[1], key[1])}: {well} well, {badly} badly"
