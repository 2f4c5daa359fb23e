"""The page Journey: where do customers stop, and where does it hurt?"""

from __future__ import annotations

from dashboard.insight.sentence import NOTHING_STANDS_OUT
from dashboard.screens import head
from dashboard.screens.journey_funnel import funnels
from dashboard.screens.journey_funnel_choice import asked, choice, per_of
from dashboard.screens.journey_funnel_data import known
from dashboard.screens.journey_funnel_moved import sentence
from dashboard.screens.journey_pains import pains, pains_sentence
from dashboard.screens.journey_paths import paths
from dashboard.screens.journey_touchpoints import touchpoints
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.sections import Section, sections, why_it_moved
from dashboard.screens.visit import Visit

TILES = ("conversion_rate", "cart_abandonment", "task_success", "csat", "ces")


def render(visit: Visit) -> None:
    """The page, from the sentence to why a number moved."""
    said = asked()
    there = known(visit, per_of(said))
    chosen = choice(said, there, visit.scope)
    place = head.place()
    found = page_lines(TILES, visit)
    show(found, visit)
    parts = [
        Section("funnel", "Funnel", (lambda: funnels(chosen, there, visit),)),
        Section("touchpoints", "Touchpoints and paths", (lambda: touchpoints(visit), lambda: paths(visit))),
        Section("pains", "Pain points", (lambda: pains(visit),)),
        why_it_moved(lambda: explain(found, visit)),
    ]
    sections(visit.page, parts)
    told = [words for words in (sentence(visit, chosen), pains_sentence(visit)) if words]
    head.sentence(" ".join(told) or NOTHING_STANDS_OUT, place)
