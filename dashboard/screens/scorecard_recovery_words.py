"""What counts as a failure and as a recovery here, in words, and how many customers fall under it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.metrics.scorecard_shapes import SIGNS_SAY
from dashboard.saying import range_words
from dashboard.screens.filters import spoken
from dashboard.screens.scorecard_recovery import Recovered, Rule
from dashboard.screens.visit import Visit


def failure_words(visit: Visit, rule: Rule) -> str:
    """What counts as a failure, in words from the company's rule."""
    told = visit.company.recovery
    words = {
        "share": _share(told.bad_share), "within": str(rule.within),
        "topics": ", ".join(map(spoken, told.topics)) or "no topic that is named",
    }  # fmt: skip
    signs = [SIGNS_SAY[sign].format(**words) for sign in told.failures]
    about = f" (about {', '.join(map(spoken, told.touchpoints)).lower()})" if told.touchpoints else ""
    listed = [f"{sign}{about}" if sign.startswith("a score") else sign for sign in signs]
    return _or(listed) or "nothing: the company file names no sign"


def recovery_words(visit: Visit, rule: Rule) -> str:
    """What counts as a recovery, in words from the company's rule."""
    markers = visit.company.recovery.marker_topics
    if markers:
        return (
            f"a contact about {_or([spoken(topic).lower() for topic in markers])} within {rule.within} days"
        )
    return f"all contacts since then resolved within {rule.within} days"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""


def _share(share: float) -> str:
    return {0.25: "quarter", 0.2: "fifth", 0.4: "two fifths"}.get(share, f"{100 * share:g} %")


def rule_words(found: Recovered, visit: Visit) -> list[tuple[str, str]]:
    """The whole rule as (name, words): failure, recovery, never failed, the days, and what is left out."""
    counted, few, drawn = found.groups, visit.company.thresholds.anonymity, found.lots
    told = [
        ("Failed", f"{failure_words(visit, found.rule)}."),
        ("Recovered", f"{recovery_words(visit, found.rule)}. {_many(counted.recovered, few, drawn.own)}."),
        (
            "Not recovered",
            f"failed and not recovered in these days. {_many(counted.unrecovered, few, drawn.others)}.",
        ),
        (
            "Never failed",
            f"customers with such occasions, none of which failed. {_many(counted.never_failed, few, drawn.others)}.",
        ),
        (
            "Days",
            f"occasions of {range_words(found.span.start, found.span.end)}; each customer counts once, with the first "
            f"failure. What came after is counted from day {found.rule.within} on, for everyone alike, so it needs "
            f"{found.rule.bought} more days to have passed.",
        ),
    ]
    if counted.unseen / drawn.others >= few and visit.company.recovery.marker_topics:
        told.append((
            "Left out",
            f"{_many(counted.unseen, few, drawn.others)} with a recovery but no failure that can be seen here. Others "
            "like them who were not recovered cannot be told from customers who never failed.",
        ))  # fmt: skip
    return told


def _many(count: int, few: int, share: float) -> str:
    """How many there are; about so many, when a `share` of them was drawn."""
    if 0 < count / share < few:
        return f"fewer than {few} customers"
    about = f"about {float(f'{count / share:.2g}'):,.0f} customers, of whom " if share < 1 else ""
    return f"{about}{count:,} {'were drawn by lot' if about else 'customers'}"
