"""How cohorts are made on the page Retention: what begins them, what counts as back, by which step, shown how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.cubes import PEOPLE
from dashboard.insight.cohorts import Cohorts, Way, step_start
from dashboard.metrics.shape import ask
from dashboard.scope import Grain, Scope, buckets
from dashboard.screens.filters import filters_in_words, word
from dashboard.screens.heading import OneOf
from dashboard.screens.options import Chosen, put_here
from dashboard.screens.visit import Visit

NAME = "cohorts"
KEYS = ("begin", "back", "step", "counted", "shown", "curve")
BEGIN = {"contract": "Contract start", "first_order": "First order", "first_seen": "First seen"}
BEGAN = {
    "contract": "started a contract",
    "first_order": "ordered for the first time",
    "first_seen": "were first seen",
}
BACK = {"contract": "Under contract", "order": "An order", "visit": "A web or app visit"}
STEP: dict[str, Grain] = {"month": "month", "week": "week", "day": "day"}
COUNTED: dict[str, Way] = {"on": "on", "after": "after", "bracket": "bracket"}
COUNTED_WORDS = {"on": "In that step", "after": "In it or later", "bracket": "Between steps"}
SHOWN = {"percent": "Percent", "count": "Customers", "revenue": "Money a customer"}
LABELS = {"begin": "Begins with", "back": "Back by", "step": "Step", "counted": "Counted", "shown": "Shown"}
SPAN: Mapping[Grain, int] = {"month": 24, "week": 26, "day": 28}
STALE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address, the reader and the data make of the page. `first`, `end`: the cohorts' days, end exclusive.

    `until`: the last day watched. `left_out`: customers there before the data, in no cohort.
    """

    begin: str
    back: str
    grain: Grain
    way: Way
    shown: str
    curve: str
    first: date
    end: date
    until: date
    left_out: int
    offers: Mapping[str, Mapping[str, str]]

    def params(self) -> dict[str, object]:
        """What the statements of this page bind."""
        way = {"after": "last"}.get(self.way, self.way)
        return {
            "entry": self.begin, "event": self.back, "grain": self.grain, "way": way, "first": self.first,
            "end": self.end,
        }  # fmt: skip

    @property
    def comparable(self) -> bool:
        """Cohorts can be set against each other. Not when later returns count: the newer have had less time."""
        return self.way != "after" or self.back == "contract"

    def now(self) -> dict[str, str]:
        """What is chosen, under the names of the address."""
        return {
            "begin": self.begin, "back": self.back, "step": self.grain, "counted": self.way, "shown": self.shown,
            "curve": self.curve,
        }  # fmt: skip


PLACES = {"people": PEOPLE}


def choose(asked: Chosen, visit: Visit) -> Choice | None:
    """The choice in force; what cannot be is replaced by what can. None: nobody began anything in the data."""
    kinds = visit.table(ask("cohort_kinds", visit.scope, {}, {})).to_pydict()
    begins = {key: name for key, name in BEGIN.items() if key in kinds["entry"]}
    if not begins:
        return None
    usual = "contract" if visit.facts.churn_rule == "contract" else "first_order"
    begin = _one(asked, "begin", begins, usual)
    watched = visit.table(ask("cohort_watched", visit.scope, {"entry": begin}, PLACES)).to_pylist()[0]
    backs = {key: name for key, name in BACK.items() if _known(key, begin, watched)}
    back = _one(asked, "back", backs, begin if begin == "contract" else "order")
    grain = STEP[_one(asked, "step", STEP, _usual_step(visit))]
    shows = {key: name for key, name in SHOWN.items() if key != "revenue" or back != "visit"}
    shown = _one(asked, "shown", shows, "percent")
    ways = _ways(back, shown)
    way = COUNTED[_one(asked, "counted", ways, next(iter(ways)))]
    stated = visit.facts.vocabulary.values
    curves = {
        **{name: name.capitalize() for name in ("persona", "segment", "region") if stated.get(name)},
        "cohort": "Cohort",
    }
    first, end = _days(visit, grain)
    return Choice(
        begin, back, grain, way, shown, _one(asked, "curve", curves, next(iter(curves))), first, end,
        _until(back, watched, visit), int(watched["before_data"]),
        {"begin": begins, "back": backs, "step": {key: key.capitalize() for key in STEP}, "counted": ways,
         "shown": shows, "curve": curves},
    )  # fmt: skip


def _one(asked: Chosen, key: str, known: Mapping[str, object], usual: str) -> str:
    value = asked.get(key, [""])[-1]
    return value if value in known else usual if usual in known else next(iter(known))


def _known(back: str, begin: str, watched: Mapping[str, object]) -> bool:
    return begin == "contract" if back == "contract" else watched[f"{back}_until"] is not None


def _ways(back: str, shown: str) -> dict[str, str]:
    """A contract runs or not, so it is counted one way; what was brought on or after a step is not a step's."""
    if back == "contract":
        return {"after": "On its last day"}
    return {key: name for key, name in COUNTED_WORDS.items() if shown != "revenue" or key != "after"}


def _usual_step(visit: Visit) -> Grain:
    days = (visit.facts.vocabulary.as_of - visit.facts.vocabulary.first_day).days
    return "month" if days >= 120 else "week" if days >= 35 else "day"


def _days(visit: Visit, grain: Grain) -> tuple[date, date]:
    """Whole steps up to the end of the period, as many as can be read."""
    end = visit.scope.end
    (last,) = buckets(end - timedelta(days=1), end, grain, visit.facts.vocabulary.week_start)
    return step_start(date.fromisoformat(last.label), 1 - SPAN[grain], grain), end


def _until(back: str, watched: Mapping[str, date | None], visit: Visit) -> date:
    """The last day of the data, or of this event when its files stopped more than a week before."""
    as_of = visit.facts.vocabulary.as_of
    last = watched.get(f"{back}_until") or as_of
    return last if as_of - last > STALE else as_of


def offered(choice: Choice, names: Sequence[str]) -> list[OneOf]:
    """The choices that are left to make; each is in the address."""
    return [
        OneOf(name, LABELS.get(name, "Lines"), choice.offers[name], choice.now()[name], folded=True)
        for name in names
    ]


def pick(key: str, value: str) -> None:
    """Choose a value of a section; only the section runs again."""
    put_here(NAME, KEYS, **{key: [value]})


def of_whom(scope: Scope) -> str:
    """The filters that customers can be told apart by, and those that cannot be followed."""
    followed = {name: words for name, words in filters_in_words(scope).items() if name in PEOPLE}
    return "; ".join(followed.values()) or "all customers"


def not_followed(scope: Scope) -> str:
    """The filters in force that belong to contacts or visits, not to customers, said as that."""
    names = [word(name) for name in scope.filters() if name not in PEOPLE]
    return f" Not filtered by {', '.join(names)}." if names else ""


def step_name(found: Cohorts, at: int, grain: Grain) -> str:
    """'month 3', or 'months 4 to 6'."""
    first, last = found.first[at], found.last[at]
    return f"{grain} {first}" if first == last else f"{grain}s {first} to {last}"
