"""What goes before churn, on the page Retention: odds ratios of what customers are and what they met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.forest import Ratio, Tone, forest
from dashboard.insight.drivers import ALONE, ATTRIBUTES, MET, Driver, as_they_are, corrected
from dashboard.metrics.compile import Question
from dashboard.metrics.retention_shapes import CHURN_DRIVERS, CHURN_SHARES
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.screens import address
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.retention_choice import PLACES, not_followed, of_whom
from dashboard.screens.text import html, markdown
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

MOST = 12
PLOT = Plot("bar", "what", "odds ratio", "", "low", "high", "ratio", times=True)
NAMES = {
    "contract": "contract", "plan": "plan", "tenure": "time under contract", "worth": "monthly value",
    "segment": "segment", "persona": "persona", "region": "region",
}  # fmt: skip
THINGS = {
    "one_order": "One order only so far", "quiet": "Last order a while ago", "contact": "Contacted us",
    "unresolved": "A contact still open", "late_reply": "Reply later than a day", "bad_answer": "A bad survey answer",
    "bad_mention": "A bad review or post", "failed_task": "A task not finished", "discounted": "A discount or coupon",
}  # fmt: skip
TOO_FEW = (
    "What goes before churn needs customers who left and customers who stayed, at least 30 of each, seen for 90 days "
    "before: contracts with their days, or orders with a customer and a day. Contacts, answers and visits that "
    "name the customer are then looked at too."
)


@dataclass(frozen=True, slots=True)
class Study:
    """How the candidates were looked at."""

    rule: str
    method: str
    stretches: int
    starts: date | None
    ends: date | None


@fragment
def churn_drivers(visit: Visit) -> None:
    """The model of the build, or with filters the shares as they are under them."""
    if address.clicked():
        st.rerun()
    heading("drivers_head", "What goes before churn", 2)
    question = ask("churn_drivers", visit.scope, {}, {})
    fitted = visit.table(question).to_pylist()
    if not fitted:
        st.info(TOO_FEW)
        return
    study = Study(*(fitted[0][name] for name in ("rule", "method", "stretches", "starts", "ends")))
    if any(name in PEOPLE for name in visit.scope.filters()):
        question = ask("churn_shares", visit.scope, {"rule": study.rule}, PLACES)
        found, shape = _shares(visit.table(question).to_pylist(), visit), CHURN_SHARES
    else:
        found, shape = (
            [Driver(**{name: row[name] for name in Driver.__slots__}) for row in fitted],
            CHURN_DRIVERS,
        )
    made = Card(
        "churn_drivers", _title(found, study), _subtitle(found, study, shape is CHURN_DRIVERS, visit), shape,
        visit.scope, (visit.scope.now(),), lambda: _rows(found, study), questions=(question,),
        behind=lambda most: _behind(study.rule, most, visit), plot=PLOT,
    )  # fmt: skip
    with card(made, visit):
        _figure(found, study, made)


def _behind(rule: str, most: int, visit: Visit) -> Question:
    return ask("churn_cases", visit.scope, {"rule": rule, "most": most}, PLACES)


def _shares(rows: Sequence[Mapping[str, object]], visit: Visit) -> list[Driver]:
    """Each level against the others of its factor, under the filters; groups of too few customers are left out."""
    levels: dict[str, dict[str, tuple[int, int]]] = {}
    for row in rows:
        levels.setdefault(str(row["factor"]), {})[str(row["level"])] = (
            int(str(row["cases"])),
            int(str(row["leavers"])),
        )
    found = []
    for factor in (*ATTRIBUTES, *MET):
        told = levels.get(factor, {})
        cases, left = (sum(part[at] for part in told.values()) for at in (0, 1))
        for level, (n, leavers) in sorted(told.items(), key=lambda item: -item[1][0]):
            if (
                len(told) > 1
                and (factor not in MET or level == "yes")
                and n >= visit.company.thresholds.minimum_n
            ):
                found.append(as_they_are(factor, level, n, leavers, cases - n, left - leavers))
    return corrected(found)


def _figure(found: Sequence[Driver], study: Study, made: Card) -> None:
    told = [one for one in found if one.odds is not None or one.signal][:MOST]
    if not told:
        st.info("Too few customers left with these filters to compare.")
        return
    st.html(forest([_ratio(one, study) for one in told], name="With leaving go", caption=html(made.title)))
    untold = [f"{named(one, study)}: {one.note}" for one in found if one.note]
    if untold:
        st.caption(markdown(f"Without an odds ratio: {'; '.join(untold[:6])}."))


def named(one: Driver, study: Study) -> str:
    """A candidate in words: 'Deal hunter (persona)', 'A contact still open'."""
    if one.factor in THINGS:
        return THINGS[one.factor]
    name = "money an order" if one.factor == "worth" and study.rule == "inactivity" else NAMES[one.factor]
    return f"{spoken(one.level)} ({name})"


def _ratio(one: Driver, study: Study) -> Ratio:
    tone: Tone = "even"
    if one.signal:
        tone = "more" if one.more else "less"
    between = "" if one.low is None or one.high is None else f"{_times(one.low)} to {_times(one.high)}"
    return Ratio(
        html(named(one, study)), one.odds, one.low, one.high, "–" if one.odds is None else _times(one.odds), between,
        _share(one.leavers, one.cases), _share(one.others_left, one.others), tone,
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.3g}% of {count(whole)}" if whole else "–"


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _times(odds: float) -> str:
    return f"{odds:.2f}" if odds < 10 else f"{odds:.1f}"


def _title(found: Sequence[Driver], study: Study) -> str:
    more = [one for one in found if one.signal and one.more]
    if not more:
        return "Nothing that was looked at goes with leaving, beyond chance"
    first, others = more[0], [one for one in more if one.factor != more[0].factor]
    also = f", then {named(others[0], study)}" if others else ""
    return f"{named(first, study)} goes with leaving most{also}"


def _subtitle(found: Sequence[Driver], study: Study, model: bool, visit: Visit) -> str:
    whose = of_whom(visit.scope)
    if study.rule == "undated":
        when = (
            "contracts that carry no days: who ever left against who stayed, whatever time they had to leave"
        )
    else:
        days = range_words(study.starts, study.ends) if study.starts and study.ends else ""
        length = 90 if study.rule == "contract" else visit.company.churn.inactive_days
        leaving = "contract ended" if study.rule == "contract" else "no further order"
        when = f"{leaving} within {length} days, {study.stretches} stretches from {days}; met in the 90 days before"
    how = (
        "Odds ratio, one thing at a time: too few left for all together" if model and study.method == ALONE
        else "Odds ratio, everything else in the model the same" if model
        else "Odds ratio as it is under these filters, one thing at a time"
    )  # fmt: skip
    return (
        f"Leavers against those who stayed, {whose}: {when}. {how}; whisker: 95 % interval. Coloured: more than chance "
        f"would give, corrected for {len(found)} looked at. What goes with leaving need not be why. The period does "
        "not narrow this."
        f"{not_followed(visit.scope)}"
    )


def _rows(found: Sequence[Driver], study: Study) -> list[Row]:
    return [
        {
            "what": named(one, study), "odds ratio": one.odds, "low": one.low, "high": one.high,
            "more than chance": one.signal, "percent left": _percent(one.leavers, one.cases),
            "percent of others left": _percent(one.others_left, one.others), "customers": one.cases,
            "left": one.leavers, "others": one.others, "others left": one.others_left, "chance": one.chance,
            "corrected (Holm)": one.corrected, "factor": one.factor, "level": one.level, "note": one.note,
        }
        for one in found
    ]  # fmt: skip
