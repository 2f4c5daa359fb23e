"""The lines of the cohorts: the mean of each group of customers, or each cohort by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np
import plotly.graph_objects as go
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dashboard.figures.curves import Curve, curves
from dashboard.figures.mark import Mark
from dashboard.insight.cohort_groups import Apart, most_apart
from dashboard.insight.cohorts import Cohorts, cohorts
from dashboard.metrics.format import interval, shown
from dashboard.metrics.retention_shapes import COHORT_GROUPS
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.retention_choice import (
    BACK,
    BEGAN,
    PLACES,
    SPAN,
    Choice,
    not_followed,
    of_whom,
    offered,
    pick,
    step_name,
)
from dashboard.screens.retention_heat import step_heads
from dashboard.screens.scope_bar import toggle
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

MOST_GROUPS = 7
MEAN = "mean"
EVERYONE = 50.0
"""Everyone is there at step 0: where fewer than this percent come back that point would flatten all others."""
APART = "In colour, with its 95 % interval: apart from all others, more than chance would give."
LESS_TIME = "Newer customers have had less time to come back, so groups are not compared."
LEFT = {"contract": "leave", "order": "do not order again", "visit": "do not come back"}
DOES = {"contract": "are under contract", "order": "order", "visit": "visit"}


def curves_card(choice: Choice, found: Cohorts, visit: Visit) -> None:
    """One line a group, the one that stands apart most in the accent; or one a cohort, and their mean."""
    question = None
    if choice.curve == "cohort":
        groups = _each(found, visit)
    else:
        question = ask(
            "cohort_groups", visit.whole(choice.curve), {**choice.params(), "by": choice.curve}, PLACES
        )
        asked = (visit.db.name, question.params, choice.until, choice.way, visit.company.thresholds)
        table = visit.table(question)
        groups = kept(repr(("cohort_groups", *asked)), lambda: _groups(table, choice, visit))
    told = None
    if choice.curve != "cohort" and choice.comparable:
        told = most_apart(groups, lasting=choice.back == "contract")
    rows = curve_rows(groups, told, choice, visit)
    made = Card(
        "cohort_curves", _title(told, groups, choice, visit), _subtitle(choice, visit), COHORT_GROUPS, visit.scope,
        (visit.scope.now(),), lambda: rows, more=choice.now(),
        questions=(question or ask("cohort", visit.scope, choice.params(), PLACES),),
        behind=lambda most: ask("cohort_rows", visit.scope, {**choice.params(), "most": most}, PLACES),
        plot=Plot("line", "step", "percent", "group", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit, offered(choice, ("curve",)), pick):
        if not rows:
            st.info("No step of these cohorts is over yet, or their groups are too small to be told apart.")
            return
        _figure(made, rows, choice, visit)


def _figure(made: Card, rows: Sequence[Row], choice: Choice, visit: Visit) -> None:
    """A click on a line filters the page to its group."""
    key = f"figure_cohort_curves_{choice.curve}"

    def picture() -> go.Figure:
        lines = _lines(rows, choice, visit)
        steps = [mark.label for mark in max((line.marks for line in lines), key=len)]
        return curves(lines, steps, visit.palette, lambda x: shown(x, "percent", locale=visit.locale))

    def narrow(value: str) -> None:
        toggle(visit.scope, choice.curve, value)

    asked = (visit.db.name, made.asked(), choice, visit.company.thresholds, visit.palette, visit.locale)
    chart(
        made,
        kept(repr(("cohort_curves", *asked)), picture),
        key,
        None if choice.curve == "cohort" else narrow,
    )


def _groups(table: pa.Table, choice: Choice, visit: Visit) -> dict[str, Cohorts]:
    """The cohorts of the largest groups that are large enough to be shown."""
    largest: list[tuple[float, str, Cohorts]] = []
    for name in pc.unique(table.column("part")).to_pylist():
        own = table.filter(pc.equal(table.column("part"), name))
        found = cohorts(own, choice.grain, choice.way, choice.until)
        if found.size.sum() >= visit.company.thresholds.anonymity:
            largest.append((-float(found.size.sum()), name, found))
    return {name: found for _, name, found in sorted(largest, key=lambda group: group[:2])[:MOST_GROUPS]}


def _each(found: Cohorts, visit: Visit) -> dict[str, Cohorts]:
    """The cohorts large enough to be shown, one by one, and all of them."""
    large = np.flatnonzero(found.size >= visit.company.thresholds.minimum_n)
    return {**{found.cohorts[row].isoformat(): found.only(int(row)) for row in large}, MEAN: found}


def curve_rows(groups: Mapping[str, Cohorts], told: Apart | None, choice: Choice, visit: Visit) -> list[Row]:
    """A row for each step of each line: the mean of the mature cells, as long as enough customers have lived through
    the step. What stands out is first."""
    front = MEAN if choice.curve == "cohort" else told.group if told else ""
    order = sorted(groups, key=lambda name: name != front)
    rows = [row for name in order for row in _group_rows(name, groups[name], name == front, choice, visit)]
    later = [float(str(row["percent"])) for row in rows if row["from"]]
    if choice.back == "contract" or max(later, default=100.0) >= EVERYONE:
        return rows
    return [row for row in rows if row["from"]]


def _group_rows(name: str, found: Cohorts, front: bool, choice: Choice, visit: Visit) -> Iterator[Row]:
    mean, heads = found.mean(), step_heads(found)
    for at in range(_steps(found, visit)):
        yield {
            "group": name, "step": heads[at], "percent": float(mean.share[at]), "low": float(mean.low[at]),
            "high": float(mean.high[at]), "n": round(float(mean.n[at])), "back": round(float(mean.back[at])),
            "grain": choice.grain, "from": found.first[at], "to": found.last[at], "stands out": front,
        }  # fmt: skip


def _lines(rows: Sequence[Row], choice: Choice, visit: Visit) -> list[Curve]:
    """A named line for each group; or a thin one for each cohort under their mean."""
    lines = []
    for name, own in groupby(rows, key=lambda row: str(row["group"])):
        steps = list(own)
        alone, front = choice.curve == "cohort", bool(steps[0]["stands out"])
        label = ("Mean" if front else "") if alone else plotly(spoken(name))
        marks = [_mark(row, name if alone else spoken(name), choice, visit) for row in steps]
        lines.append(Curve(label, marks, front, "" if alone else name))
    return lines


def _mark(row: Row, name: str, choice: Choice, visit: Visit) -> Mark:
    value, low, high, n = (float(str(row[column])) for column in ("percent", "low", "high", "n"))
    hover = (
        f"<b>{plotly(name)}, {choice.grain} {row['step']}</b><br>{shown(value, 'percent', locale=visit.locale)}, "
        f"95 % {interval(low, high, 'percent', locale=visit.locale)}<br>n {count(round(n))}"
    )
    return Mark(str(row["step"]), value, low, high, round(n), hover)


def _steps(found: Cohorts, visit: Visit) -> int:
    """How many steps enough customers have lived through; a small group is followed as long as all of it has."""
    n, limits = found.mean().n, visit.company.thresholds
    least = max(limits.anonymity, min(limits.minimum_n, n[0] if n.size else 0))
    return int(np.argmin(np.append(n, 0) >= least))


def _title(told: Apart | None, groups: Mapping[str, Cohorts], choice: Choice, visit: Visit) -> str:
    if told is None:
        what = "The cohorts" if choice.curve == "cohort" else f"{choice.curve.capitalize()} groups"
        return f"{what} over the {choice.grain}s after they began"
    share, others = (shown(x, "percent", locale=visit.locale) for x in (told.share, told.others))
    step = step_name(groups[told.group], told.step, choice.grain)
    does = LEFT[choice.back] if told.lost else DOES[choice.back]
    return f"{spoken(told.group)}: {share} {does} in {step}, {others} of the others"


def _subtitle(choice: Choice, visit: Visit) -> str:
    alone = choice.curve == "cohort"
    whose = of_whom(visit.scope if alone else visit.whole(choice.curve))
    by = "each cohort thin, their weighted mean in colour with its 95 % interval. Only steps that are over."
    if not alone:
        by = f"by {choice.curve}. Only steps that are over. {APART if choice.comparable else LESS_TIME} Click: filter."
    return (
        f"{BACK[choice.back]}, percent of {whose} who {BEGAN[choice.begin]} in the last {SPAN[choice.grain]} "
        f"{choice.grain}s, {by}{not_followed(visit.scope)}"
    )
