"""How the cards of the funnel write shares, changes and what they could not follow."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.figures.funnel import Passage
from dashboard.insight.funnel_change import Difference
from dashboard.insight.funnel_counts import Share
from dashboard.metrics.format import amount, interval, shown
from dashboard.scope import FILTERS, Scope
from dashboard.screens.filters import word
from dashboard.screens.journey_funnel_usual import FOLLOWED
from dashboard.screens.scope_bar import toggle
from dashboard.screens.visit import Visit


def percent(visit: Visit) -> Callable[[float | None], str]:
    """Shares as the reader writes them."""
    return lambda value: shown(value, "percent", locale=visit.locale)


def not_followed(scope: Scope) -> str:
    """The filters in force that an entry cannot follow."""
    there = [word(name) for name in FILTERS if name not in FOLLOWED and getattr(scope, name)]
    return f" Does not follow the filter on {' and '.join(there)}." if there else ""


def sure(share: Share, visit: Visit) -> str:
    """A share with its interval."""
    return f"{percent(visit)(share.value)}, 95 % {interval(share.low, share.high, 'percent', locale=visit.locale)}"


def noted(said: str, change: Difference | None, visit: Visit, short: bool = False) -> Passage:
    """With the arrow and the size of a change that stands out."""
    if change is None or not change.signal or not change.delta:
        return Passage(said)
    good = change.delta > 0
    size = amount(abs(change.delta), "points", locale=visit.locale)
    words = f"{'▲' if good else '▼'} {size.split(' ')[0] if short else size}"
    return Passage(said, words, "good" if good else "bad")


def clicked(by: str, scope: Scope) -> Callable[[str], None]:
    """What a press on a mark of a figure does: the page is filtered to its value."""
    return lambda value: toggle(scope, by, value)
