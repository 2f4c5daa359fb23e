"""The page Definitions: what every number means, generated from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Metric
from dashboard.metrics.query import compile_query
from dashboard.metrics.shape import Shape
from dashboard.metrics.shapes import SHAPES
from dashboard.scope import DIMENSIONS, Scope
from dashboard.screens.text import markdown, plain
from dashboard.screens.visit import Visit

CLASSES: Mapping[str, str] = {
    "direct": "Direct: what customers told us",
    "indirect": "Indirect: what they told others",
    "inferred": "Inferred: what they did",
}
UNITS: Mapping[str, str] = {
    "points": "points, from -100 to 100", "percent": "per cent", "seconds": "time", "money": "money",
    "stars": "stars out of five", "count": "a count", "clicks": "clicks", "ratio": "a ratio",
}  # fmt: skip
BETTER: Mapping[str, str] = {
    "up": "higher is better", "down": "lower is better", "neither": "neither way is better by itself",
}  # fmt: skip
_OPENED = "definition_opened"


def render(visit: Visit) -> None:
    """The page."""
    definitions(visit.scope, visit.facts.reasons)


def definitions(scope: Scope, reasons: Mapping[str, str | None]) -> None:
    """Every definition. `reasons`: metric key to why this snapshot cannot answer it, or None where it can."""
    st.title("Definitions", anchor=False)
    st.caption("What every number means, how it is counted, and whether your data can answer it.")
    asked = _asked()
    wanted = st.text_input(
        "Search the definitions", key="definitions_search", type="search", live=True, max_chars=80,
        placeholder="A name, a word of the definition, or initials such as NPS",
        label_visibility="collapsed",
    )  # fmt: skip
    if asked and not wanted:
        _definition(asked, scope, reasons.get(asked.key), "linked", True)
    found = [metric for metric in CATALOGUE.values() if matches(metric, wanted or "")]
    if not found:
        st.info(f"No definition mentions “{markdown(wanted)}”.")
    for source, heading in CLASSES.items():
        _group(heading, [metric for metric in found if metric.source == source], scope, reasons)
    _shapes([shape for shape in SHAPES.values() if matches(shape, wanted or "")])


def _shapes(found: list[Shape]) -> None:
    if not found:
        return
    st.header("Tables and curves", anchor=False)
    with st.container(gap="xsmall"):
        for shape in found:
            box = st.expander(
                f"**{markdown(shape.label)}** :gray[{markdown(shape.says)}]",
                key=f"definition_shape_{shape.key}",
            )
            with box, st.grid(2, min_column_width=300, gap="small"):
                for name, words in shape_facts(shape):
                    st.markdown(f"**{name}**  \n{markdown(words)}")


def _group(heading: str, metrics: list[Metric], scope: Scope, reasons: Mapping[str, str | None]) -> None:
    if not metrics:
        return
    st.header(heading, anchor=False)
    with st.container(gap="xsmall"):
        for metric in metrics:
            _definition(metric, scope, reasons.get(metric.key), "listed", False)


def _definition(metric: Metric, scope: Scope, reason: str | None, place: str, opened: bool) -> None:
    missing = "" if reason is None else " Not in this data."
    box = st.expander(
        f"**{markdown(metric.label)}** :gray[{markdown(metric.says)}{missing}]",
        expanded=opened, key=f"definition_{place}_{metric.key}", on_change=_remember, args=(metric.key, place),
    )  # fmt: skip
    if not box.open:
        return
    with box:
        if reason is not None:
            st.warning(markdown(reason))
        with st.grid(2, min_column_width=300, gap="small"):
            for name, words in facts(metric):
                st.markdown(f"**{name}**  \n{markdown(words)}")
        st.markdown("**SQL**  \nThe question as it is asked for the period and filters in force.")
        st.code(compile_query([metric], scope, [scope.now()]).shown(), language="sql", wrap_lines=True)


def facts(metric: Metric) -> list[tuple[str, str]]:
    """What there is to know about a metric, as (name, words)."""
    follows = [name for name in DIMENSIONS if name in metric.relation.dimensions]
    cannot = [name for name in DIMENSIONS if name not in follows]
    told = [
        ("How it is counted", metric.formula),
        ("Unit", f"{UNITS[metric.unit]}; {BETTER[metric.better]}"),
        ("How sure", f"95 % interval: {metric.interval_name or 'none'}"),
        ("Enough to go by", f"{metric.minimum_n} observations; under that the number is shown grey"),
        ("Other ways of counting", "; ".join(variant.label for variant in metric.variants) or "none"),
        (
            "Needs",
            "; ".join(f"{need.column} of each {need.table}".replace("_", " ") for need in metric.needs)
            or "nothing special",
        ),
        ("Follows the filters", ", ".join(follows) or "none"),
        ("Watch out", metric.traps),
    ]
    if cannot:
        told[6] = (told[6][0], f"{told[6][1]}. Not {', '.join(cannot)}")
    return [(name, words) for name, words in told if words]


def shape_facts(shape: Shape) -> list[tuple[str, str]]:
    """What there is to know about a table or a curve, as (name, words)."""
    told = [
        ("How it is counted", shape.formula),
        ("Made of", "; ".join(CLASSES[source] for source in shape.sources)),
        ("How sure", f"95 % interval: {shape.interval_name}" if shape.interval_name else ""),
        ("Watch out", shape.traps),
    ]
    return [(name, words) for name, words in told if words]


def matches(metric: Metric | Shape, wanted: str) -> bool:
    """Whether every word that is searched for occurs in its words, or is the initials of its name."""
    initials = "".join(word[0] for word in metric.label.lower().split())
    said = (metric.key, initials, metric.label, metric.says, metric.formula, metric.traps)
    ways = metric.variants if isinstance(metric, Metric) else ()
    words = " ".join((*said, *(variant.label for variant in ways))).lower()
    return all(word in words for word in plain(wanted).lower().split())


def _asked() -> Metric | None:
    """The metric the address names, unless it is there because a definition was opened here."""
    name = st.query_params.get("metric")
    if not name or name == st.session_state.get(_OPENED):
        return None
    if name not in CATALOGUE:
        st.info(f"No metric is called “{markdown(name[:60])}”; all of them are below.")
    return CATALOGUE.get(name)


def _remember(key: str, place: str) -> None:
    """Keep the opened definition in the address, so that it can be sent to someone."""
    if place == "linked":
        return
    if st.session_state[f"definition_{place}_{key}"]:
        st.session_state[_OPENED] = key
        st.query_params["metric"] = key
    elif st.query_params.get("metric") == key:
        del st.query_params["metric"]
