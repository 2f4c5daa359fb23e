"""Choosing the funnel: its steps and their order, the window, who is counted. Every choice goes into the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.insight.funnel import WITHIN, Step
from dashboard.insight.funnel_path import MOST_STEPS
from dashboard.screens.filters import spoken, value_label
from dashboard.screens.journey_funnel_choice import (
    KEYS,
    NAME,
    ORDERS,
    PER,
    TRIES,
    Choice,
    Known,
    read_steps,
    steps_to_put,
    written,
)
from dashboard.screens.journey_funnel_moved import Moved
from dashboard.screens.options import put, put_here
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit


def controls(choice: Choice, known: Known, visit: Visit) -> None:
    """The buttons of the funnel: its steps, and how it is counted."""
    with st.popover(_steps_label(choice.steps), type="tertiary", key="funnel_steps", icon=":material/list:"):
        _steps(choice.steps, known, visit)
    with st.popover(_way_label(choice), type="tertiary", key="funnel_way", icon=":material/tune:"):
        _way(choice)


def see(told: Moved | None, choice: Choice) -> None:
    """What the sentence tells of, one press away when another funnel is shown."""
    if told is not None and (told.steps, told.per) != (choice.steps, choice.per):
        st.button(
            markdown(f"See {told.start} to {told.end}"), key="funnel_see", type="tertiary", icon=":material/search:",
            on_click=put, args=(NAME,), kwargs={"per": [told.per], **steps_to_put(told.steps)},
        )  # fmt: skip


def split_control(possible: Sequence[str], split: str) -> None:
    """What the funnel is broken down by; only its own card changes."""
    st.session_state["funnel_split_by"] = split
    st.segmented_control(
        "Split by", list(possible), key="funnel_split_by", required=True, label_visibility="collapsed",
        format_func=str.capitalize, width="content", on_change=_split,
    )  # fmt: skip


def _split() -> None:
    put_here(NAME, KEYS, split=[st.session_state["funnel_split_by"]])


def _steps_label(steps: Sequence[Step]) -> str:
    return f"{len(steps)} steps" if len(steps) != 1 else "1 step"


def _way_label(choice: Choice) -> str:
    days = (
        "" if choice.per == "session" else f", {choice.way.days} {'day' if choice.way.days == 1 else 'days'}"
    )
    return f"{PER[choice.per]}, {ORDERS[choice.way.order].lower()}{days}"


def _steps(steps: Sequence[Step], known: Known, visit: Visit) -> None:
    """The steps in their order, each with what can be done to it, and one more to add."""
    for place, step in enumerate(steps):
        with st.container(
            key=f"funnel_step_{place}", horizontal=True, vertical_alignment="center", gap="xsmall"
        ):
            st.markdown(f"{place + 1}\\. {value_label(step.value)}", width="stretch")
            st.session_state[f"funnel_optional_{place}"] = step.optional
            st.checkbox(
                "optional", key=f"funnel_optional_{place}", disabled=place == 0, width="content",
                on_change=_choose, args=(_changed(steps, place, replace(step, optional=not step.optional)),),
            )  # fmt: skip
            _button(
                "up",
                place,
                ":material/arrow_upward:",
                f"Move {spoken(step.value)} up",
                _moved(steps, place, -1),
            )
            _button(
                "down",
                place,
                ":material/arrow_downward:",
                f"Move {spoken(step.value)} down",
                _moved(steps, place, 1),
            )
            left = [other for other in steps if other != step]
            _button(
                "out",
                place,
                ":material/close:",
                f"Leave {spoken(step.value)} out",
                left if len(left) > 1 else None,
            )
    if len(steps) < MOST_STEPS:
        _more(steps, known, visit)
    _ready(known)


def _ready(known: Known) -> None:
    """Funnels to start from: the stages, or the touchpoints of one of them."""
    inside = {stage: values for stage, values in known.inside.items() if len(values) > 1}
    st.session_state["funnel_ready"] = None
    st.pills(
        "Or start from", ["", *inside], key="funnel_ready", on_change=_start, args=(inside,),
        format_func=lambda stage: f"Inside {value_label(stage)}" if stage else "The usual steps",
    )  # fmt: skip


def _start(inside: Mapping[str, Sequence[str]]) -> None:
    stage = st.session_state["funnel_ready"]
    _choose([Step("touchpoint", value) for value in inside.get(stage or "", ())[:MOST_STEPS]])


def _button(does: str, place: int, icon: str, says: str, steps: Sequence[Step] | None) -> None:
    st.button(
        says, key=f"funnel_{does}_{place}", icon=icon, type="tertiary", disabled=steps is None, on_click=_choose,
        args=(steps or (),),
    )  # fmt: skip


def _moved(steps: Sequence[Step], place: int, by: int) -> list[Step] | None:
    """The steps with one of them a place up or down; None when it cannot go there."""
    there = place + by
    if not 0 <= there < len(steps):
        return None
    swapped = list(steps)
    swapped[place], swapped[there] = swapped[there], swapped[place]
    return swapped


def _changed(steps: Sequence[Step], place: int, step: Step) -> list[Step]:
    return [*steps[:place], step, *steps[place + 1 :]]


def _more(steps: Sequence[Step], known: Known, visit: Visit) -> None:
    chosen = {(step.kind, step.value) for step in steps}
    every = [
        *(Step("stage", value) for value in known.stages),
        *(Step("touchpoint", v) for v in known.touchpoints),
    ]
    options = {written(step): step for step in every if (step.kind, step.value) not in chosen}
    stage_of = visit.company.stage_of

    def said(text: str) -> str:
        step = options[text]
        if step.kind == "stage":
            return f"{spoken(step.value)}, the whole stage"
        stage = stage_of.get(step.value)
        return f"{spoken(step.value)}, in {spoken(stage)}" if stage else spoken(step.value)

    st.session_state["funnel_add"] = None
    st.selectbox(
        "Add a step", list(options), index=None, key="funnel_add", format_func=said, placeholder="Stage or touchpoint",
        on_change=_add, args=(tuple(steps),),
    )  # fmt: skip


def _add(steps: tuple[Step, ...]) -> None:
    _choose([*steps, *read_steps({"step": [st.session_state["funnel_add"] or ""]})])


def _choose(steps: Sequence[Step]) -> None:
    put(NAME, **steps_to_put(steps))


def _way(choice: Choice) -> None:
    """Who is counted, in which order, how long after which entry."""
    _pick("Count", "per", list(PER), choice.per, PER)
    _pick("Order of the steps", "order", list(ORDERS), choice.way.order, ORDERS)
    if choice.per == "customer":
        days = {str(days): f"{days} {'day' if days == 1 else 'days'}" for days in WITHIN}
        _pick("Window after the entry", "within", list(days), str(choice.way.days), days)
    _pick("Counted from", "entry", list(TRIES), choice.way.tries, TRIES)


def _pick(label: str, name: str, values: Sequence[str], now: str, words: Mapping[Any, str]) -> None:
    key = f"funnel_{name}"
    st.session_state[key] = now
    st.segmented_control(
        label, list(values), key=key, required=True, format_func=words.__getitem__, on_change=_picked, args=(name,),
    )  # fmt: skip


def _picked(name: str) -> None:
    put(NAME, **{name: [st.session_state[f"funnel_{name}"]]})
