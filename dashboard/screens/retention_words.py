"""Words that the sections of the page Retention share: months, and what a test says."""

from __future__ import annotations

from datetime import timedelta

from dashboard.metrics.shape import ask
from dashboard.metrics.survival import LogRank
from dashboard.saying import range_words
from dashboard.screens.visit import Visit


def months(number: float) -> str:
    """'12 months', '1 month', '0.5 months'."""
    written = f"{number:.0f}" if abs(number - round(number)) < 0.05 or number >= 100 else f"{number:.3g}"
    return f"{written} month{'' if written == '1' else 's'}"


def chance_words(test: LogRank) -> str:
    """What the log-rank test says of the groups together."""
    if test.chance is None:
        return "Nothing has ended yet, so groups cannot be told apart."
    if test.chance >= 0.05:
        return f"Log-rank test: the difference is within chance (p = {test.chance:.2g})."
    return f"Log-rank test: the groups differ, p {below(test.chance)}; pairs are corrected."


def below(chance: float) -> str:
    """A p-value as far as anybody needs it."""
    return "< 0.001" if chance < 0.001 else f"= {chance:.2g}"


def there(name: str, visit: Visit) -> bool:
    """Whether the build wrote this table; older snapshots, and those built without models, have none."""
    return name in visit.table(ask("value_tables", visit.scope, {}, {})).column("name").to_pylist()


def no_value(key: str, visit: Visit) -> str | None:
    """Why what customers are worth cannot be told; None when it can."""
    reason = visit.facts.reasons[key]
    if reason is None:
        return None
    kinds = visit.table(ask("survival_kinds", visit.scope, {}, {})).to_pylist()
    if any(row["rule"] == "contract" and not row["dated"] for row in kinds):
        return "The contracts in the data tell how long they lasted and no days, so what is to come cannot be foreseen."
    return reason


def as_of_words(visit: Visit) -> str:
    """'as of 31 Oct 2026': what is foreseen is foreseen from the last day of the data."""
    day = visit.facts.vocabulary.as_of
    return f"as of {range_words(day, day + timedelta(days=1))}"
