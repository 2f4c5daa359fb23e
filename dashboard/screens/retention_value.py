"""What customers are worth: three ways to count it side by side, how it is spread, and whether its model holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.dots import Dots, dots
from dashboard.figures.mark import Mark
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.format import interval
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.metrics.query import rows_query
from dashboard.metrics.retention_shapes import VALUE_FORMS
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.card import Card, Row, answer_rows, card, chart
from dashboard.screens.filters import spoken
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.marks import group_label
from dashboard.screens.options import chosen, options, put_here
from dashboard.screens.retention_check import check
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_words import no_value
from dashboard.screens.retention_worth import worth
from dashboard.screens.text import markdown, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

NAME, KEYS, MOST = "worth", ("worth_by",), 8
EVERYONE = "All customers"
Group = tuple[str, list[Answer]]
CLV = CATALOGUE["clv"]
BRING = (
    "It needs orders or contracts of known customers, at least 30 of them: bring such files on the page Data."
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to count a customer's value. `why`: the reason why another was not used, or this cannot be."""

    name: str
    metric: Metric
    why: str = ""
    refused: bool = False


def value(visit: Visit) -> None:
    """The section, or what is missing for it."""
    options(NAME, KEYS)
    _section(visit)


@fragment
def _section(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    by = _by(visit)
    splits = {name: name.capitalize() for name in _offered(visit)}
    split = OneOf("worth_by", "Split by", splits, by or "", folded=True)
    choices = [split] if by and not visit.facts.reasons["clv"] else []
    heading("worth_head", "What customers are worth", 2, choices=choices, on_choice=_pick)
    reason = no_value("clv", visit)
    if reason:
        st.info(markdown(f"{reason} {BRING}"), title="No value of customers to show")
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _forms_card(by, visit)
    with right:
        worth(visit)
    check(visit)


def _offered(visit: Visit) -> list[str]:
    return [name for name in PEOPLE if visit.facts.vocabulary.values.get(name)]


def _by(visit: Visit) -> str | None:
    offered, asked = _offered(visit), chosen(NAME).get("worth_by", [""])[-1]
    return asked if asked in offered else offered[0] if offered else None


def _pick(key: str, value: str) -> None:
    put_here(NAME, KEYS, **{key: [value]})


def forms(reasons: Mapping[str | None, str | None]) -> list[Form]:
    """The three ways; `reasons`: why each variant cannot be asked. Without costs the first is before them."""
    costless, marginless = reasons.get("simple"), reasons.get("margin")
    return [
        Form("Revenue", CLV.as_variant("before_cost" if costless else "simple"), costless or ""),
        Form("Margin", CLV.as_variant("margin"), marginless or "", bool(marginless)),
        Form("Model", CLV),
    ]


def _forms_card(by: str | None, visit: Visit) -> None:
    window, scope = visit.scope.now(), visit.whole(by) if by else visit.scope
    asked = [CLV.as_variant(key) for key in ("simple", "before_cost", "margin")]
    whole = {answer.variant: answer for answer in visit.ask([*asked, CLV], [window])}
    ways = forms({key: answer.refused for key, answer in whole.items()})
    metrics = [form.metric for form in ways if not form.refused]
    split = visit.ask(metrics, [window], by, scope) if by else []
    total = [whole[form.metric.variant] for form in ways]
    groups = grouped(ways, total, split)
    made = Card(
        "value_forms", title(total, visit), _subtitle(ways, by, visit), VALUE_FORMS, visit.scope, (window,),
        lambda: form_rows(ways, groups), by, {"worth_by": by} if by else {},
        tuple(
            compile_query([metric], *asked)
            for asked in ((visit.scope, [window]), *(((scope, [window], by),) if by else ()))
            for metric in metrics
        ),
        lambda most: rows_query(CLV, scope, most),
        Plot("bar", "customers", "value", "way", "low", "high", "money"),
    )  # fmt: skip
    with card(made, visit):
        if all(answer.value is None for answer in total):
            st.info("No customer's value is known at the end of this period with these filters.")
            return
        _figure(made, ways, groups, visit)
        for form in ways:
            said = form.why if form.refused else "before acquisition cost." if form.why else ""
            if said:
                st.caption(markdown(f"{form.name}: {said}"))


def _figure(made: Card, ways: Sequence[Form], groups: Sequence[Group], visit: Visit) -> None:
    tints = (visit.palette.before, visit.palette.good, visit.palette.accent)
    names = [(form.name, tint) for form, tint in zip(ways, tints, strict=True) if not form.refused]
    used = [form for form in ways if not form.refused]
    lines = [_line(group, used, visit) for group in groups]
    chart(made, dots(lines, names, visit.palette, visit.shown(CLV)), "figure_value_forms")


def grouped(ways: Sequence[Form], total: Sequence[Answer], split: Sequence[Answer]) -> list[Group]:
    """All customers first, then the groups from the most valuable; the answers by the ways that can be used."""
    used = [form for form in ways if not form.refused]
    whole = [answer for form, answer in zip(ways, total, strict=True) if not form.refused]
    groups = [
        (name, [a for form in used for a in split if (a.group or "", a.variant) == (name, form.metric.variant)])
        for name in dict.fromkeys(a.group or "" for a in split)
    ]  # fmt: skip
    groups.sort(key=lambda each: (each[0] == NOT_STATED, -(each[1][-1].value or 0.0)))
    return [("", whole), *groups[:MOST]]


def form_rows(ways: Sequence[Form], groups: Sequence[Group]) -> list[Row]:
    """A row for each dot, and one for each that is withheld."""
    used = [form for form in ways if not form.refused]
    return [
        {"customers": spoken(name) if name else EVERYONE, "way": form.name, **row}
        for name, answers in groups
        for form, row in zip(used, answer_rows(answers), strict=True)
    ]


def _line(group: Group, used: Sequence[Form], visit: Visit) -> Dots:
    name, answers = group
    label = group_label(name) if name else EVERYONE
    marks = [
        _mark(label, form, answer, visit) if answer.value is not None else None
        for form, answer in zip(used, answers, strict=True)
    ]
    words = "withheld" if answers[-1].refused else f"n {count(answers[-1].n)}"
    return Dots(label, marks, [None] * len(used), words, faint=answers[-1].small)


def _mark(label: str, form: Form, answer: Answer, visit: Visit) -> Mark:
    between = interval(answer.low, answer.high, "money", locale=visit.locale, currency=visit.facts.currency)
    hover = "<br>".join((
        f"<b>{label}</b>", f"{form.name}: {plotly(visit.shown(CLV)(answer.value or 0.0))}",
        f"95 % {plotly(between)}", f"n {count(answer.n)}",
    ))  # fmt: skip
    return Mark(
        label, answer.value, answer.low, answer.high, answer.n, hover, answer.group or "", answer.small
    )


def title(total: Sequence[Answer], visit: Visit) -> str:
    """From the least to the most, by the way of counting."""
    known = [answer.value for answer in total if answer.value is not None]
    if not known:
        return "What a customer is worth, counted three ways"
    least, most = visit.shown(CLV)(min(known)), visit.shown(CLV)(max(known))
    if least == most:
        return f"A customer is worth {least}"
    return f"A customer is worth {least} to {most}, by the way it is counted"


def _subtitle(ways: Sequence[Form], by: str | None, visit: Visit) -> str:
    value = visit.company.value
    split = f", and by {by}" if by else ""
    less = "" if ways[0].why else " (revenue less acquisition cost)"
    return (
        f"Mean per customer, {of_whom(visit.scope)}{split}, at the end of the period. Revenue or margin a year × "
        f"expected years{less}; model: expected revenue of the next {value.horizon_years} years, discounted by "
        f"{100 * value.discount_rate:g} % a year. Whisker: 95 % interval.{not_followed(visit.scope)}"
    )
