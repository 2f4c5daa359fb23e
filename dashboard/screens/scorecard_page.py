"""The page Scorecard: are we what we promised?"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.metrics.catalogue import CATALOGUE, in_force
from dashboard.metrics.metric import Metric
from dashboard.screens import head
from dashboard.screens.head import NONE_LEFT
from dashboard.screens.numbers import explain, show
from dashboard.screens.scorecard_asked import asked, key_of
from dashboard.screens.scorecard_courted import Reading, declared_measures, metrics_of, readings
from dashboard.screens.scorecard_courted import title as courted_title
from dashboard.screens.scorecard_courted_card import courted_card
from dashboard.screens.scorecard_promises import Promise, promised, promises
from dashboard.screens.scorecard_recovery import Recovered, recovered
from dashboard.screens.scorecard_recovery_cards import recovery
from dashboard.screens.scorecard_recovery_rows import title as recovery_title
from dashboard.screens.scorecard_vision import title as promises_title
from dashboard.screens.scorecard_vision import vision
from dashboard.screens.visit import Visit

TILES = ("nps", "csat", "ces", "first_contact_resolution", "repurchase_rate")
MOST_TILES = 10


def render(visit: Visit) -> None:
    """The page, from the sentence to why a number moved."""
    place = head.place()
    numbers = promised(visit) or _usual(visit)
    measures = declared_measures(visit)
    found = asked(numbers, metrics_of(measures), visit)
    strip = [found.lines[key_of(metric)] for metric in numbers[:MOST_TILES]]
    show(strip, visit, whole=True)
    if not strip:
        head.sentence(NONE_LEFT, place)
        return
    kept = promises(found, visit)
    vision(kept, found, visit)
    letters = readings(measures, found)
    courted_card(letters, found.past, visit)
    mended = recovered(visit)
    recovery(mended, visit)
    explain(strip, visit)
    head.sentence(told(kept, letters, mended, visit), place)


def _usual(visit: Visit) -> list[Metric]:
    """The numbers of a company without targets, of the source classes that are chosen."""
    known = [in_force(CATALOGUE[key], visit.facts.churn_rule) for key in TILES]
    classes = visit.scope.source_class
    return [metric for metric in known if not classes or metric.source in classes]


def told(kept: Sequence[Promise], letters: Sequence[Reading], mended: Recovered, visit: Visit) -> str:
    """What is kept and what is not, what is unusual, and what goes with recovery."""
    said = [_targets(kept, visit)]
    if any(each.unusual for each in letters):
        said.append(f"{courted_title(letters)}.")
    said += [f"{recovery_title(r, visit)}." for r in mended.results[:1] if r.signals and r.signals[0]]
    if (
        not kept
        and len(said) == 1
        and all(each.standing is None or each.standing.z is None for each in letters)
    ):
        said.append("Nothing can be told yet.")
    return " ".join(said)


def _targets(kept: Sequence[Promise], visit: Visit) -> str:
    """How many promises are kept, and by name those that are not."""
    if not kept:
        return (
            "No targets were set."
            if not visit.facts.targets
            else "No target is about the sources that are chosen."
        )
    names = [each.metric.label for each in kept if each.now.verdict == "behind"]
    held = sum(each.now.verdict == "kept" for each in kept)
    if not names:
        return f"{promises_title(kept)}."
    listed = f"{', '.join(names[:2])} and {len(names) - 2} more" if len(names) > 3 else ", ".join(names)
    are = "is" if len(names) == 1 else "are"
    return f"{held} of {len(kept)} targets are kept; {len(names)} {are} behind: {listed}."
