"""Every page as it is gathered for an export: over which home, at which addresses, and what must be there at least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.commands.building import ENRICHERS
from dashboard.store.added import Enricher
from tests.screens import digital_story, journey_story, scorecard_story, teams_story, voice_story, worth_story
from tests.screens.conftest import COMPANY, PEOPLE, STORY

Query = Mapping[str, Sequence[str]]
Rows = tuple[str, ...]
WINDOW = {"period": ["28d"]}
SINCE = {"from": ["2026-02-25"], "to": ["2026-04-11"]}
LONG = {"period": ["90d"]}
DEVICES = SINCE | {
    "across": ["channel"], "measure": ["time_on_task"], "task": ["checkout"], "device": ["mobile"],
    "store": ["Store A"], "tile": ["footfall"], "by": ["channel"],
}  # fmt: skip
CHOSEN = WINDOW | {
    "step": ["touchpoint:checkout,touchpoint:order"], "order": ["any"], "per": ["session"], "entry": ["best"],
    "split": ["channel"], "touchpoint": ["order"], "path": ["before"], "along": ["session"],
    "damage": ["nps"], "pain": ["task|checkout|app"], "tile": ["csat"],
}  # fmt: skip
FILTERED = {
    "channel": "app", "stage": "Buying", "segment": "family", "persona": "hurried", "region": "south",
    "team": "Helpers", "source_class": "inferred",
}  # fmt: skip
AGENTS = WINDOW | {
    "who": ["agent"], "rank": ["first_response_time"], "hours": ["business"], "agent": ["dan"],
    "load": ["abandoned"], "tile": ["contacts"],
}  # fmt: skip
TEXTS = WINDOW | {
    "feelings": ["language"], "score": ["stars"], "topic": ["payment"], "feeling": ["negative"],
    "source": ["Shop"], "language": ["en"], "find": ["pay"], "sheet": ["2"], "reviews": ["app_version"],
    "brands": ["all"], "tile": ["review_rating"],
}  # fmt: skip
LIVES: tuple[Query, ...] = (
    {},
    {
        "period": ["365d"], "begin": ["first_order"], "back": ["order"], "step": ["week"], "counted": ["bracket"],
        "shown": ["count"], "curve": ["cohort"], "leaves": ["inactivity"], "lasting_by": ["all"],
        "worth_by": ["segment"], "tile": ["repurchase_rate"],
    },
    {"period": ["28d"], "compare": ["previous"], "persona": ["hunter"]},
)  # fmt: skip
LASTING = ("cohorts", "survival", "churn_months", "value_forms", "value_spread", "value_check", "value_model",
           "customers_at_risk", "loyal_profile")  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page over a home.

    `least`: cards; `always`: keys of cards; `full`: every card has rows; `even`: every row of a card has every column;
    `drawn`: no card is a mere table. `little`: rows that hardly fill the page; `poorly`: its addresses over those.
    """

    name: str
    rows: Rows
    queries: tuple[Query, ...]
    least: int
    company: str = COMPANY
    enrich: tuple[Enricher, ...] = ()
    always: tuple[str, ...] = ()
    full: bool = False
    even: bool = False
    drawn: bool = False
    called: str = ""
    little: tuple[Rows, ...] = ()
    poorly: tuple[Query, ...] = ({},)

    def home(self, home_of):
        return home_of(*self.rows, company=self.company, enrich=self.enrich)


OVERVIEW = Page(
    "overview", (PEOPLE, STORY), (WINDOW | {"tile": ["nps"], "by": ["segment"]},), 2, little=((),)
)
DIGITAL = Page(
    "digital", digital_story.STORY,
    (SINCE, LONG, LONG | {"campaign": ["Good"]}, DEVICES, SINCE | {"across": ["channel"], "channel": ["app"]},
     SINCE | {"across": ["channel"]}),
    5, drawn=True, little=((), (digital_story.LAST,), (*digital_story.STORY, STORY)),
    poorly=({}, DEVICES, {"source_class": ["direct"]}),
)  # fmt: skip
JOURNEY = Page(
    "journey", journey_story.ROWS,
    (WINDOW, CHOSEN, WINDOW | {"compare": ["none"]}, *(WINDOW | {name: [value]} for name, value in FILTERED.items()),
     WINDOW | {name: [FILTERED[name]] for name in ("channel", "stage", "segment")}),
    3, journey_story.COMPANY, drawn=True,
    little=((), (journey_story.CONTACTS,), (journey_story.ANSWERS,), (journey_story.VISITS,)), poorly=({}, CHOSEN),
)  # fmt: skip
TEAMS = Page(
    "teams", teams_story.STORY, (WINDOW, AGENTS, WINDOW | {"team": ["Returns"], "rank": ["reopen_rate"]}), 11,
    teams_story.COMPANY, little=((), (PEOPLE, STORY), teams_story.STORY[:1]), poorly=(AGENTS,),
)  # fmt: skip
VOICE = Page(
    "voice", voice_story.ROWS, (WINDOW, TEXTS), 10, poorly=(TEXTS,),
    little=((), (voice_story.ODD,), (PEOPLE, STORY), (voice_story.NEWS,), (voice_story.REVIEWS,)),
)  # fmt: skip
SCORECARD = Page(
    "scorecard", scorecard_story.STORY,
    ({}, WINDOW | {"compare": ["previous"]}, {"segment": ["Plus"], "source_class": ["direct"]}), 5,
    scorecard_story.COMPANY, full=True, even=True,
    little=((), (scorecard_story.ONE,), (scorecard_story.CONTRACTS,), (scorecard_story.CONTACTS,)),
)  # fmt: skip


def lives(home: str) -> Page:
    rows, company = worth_story.HOMES[home]
    return Page(
        "retention", rows, LIVES, len(LASTING), company, tuple(ENRICHERS), LASTING, even=True, called=home
    )


MEMBERS, BUYERS = lives("members"), lives("buyers")
PAGES = (OVERVIEW, DIGITAL, JOURNEY, TEAMS, VOICE, SCORECARD, MEMBERS, BUYERS)
