"""What needs someone now: sudden rises, and angry texts that nobody answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from dashboard.insight.alerts import FALSE_ALARMS, LEAST_COUNT
from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.metrics.voice_shapes import RISES, WAITING
from dashboard.saying import range_words
from dashboard.screens.card import Card, card
from dashboard.screens.filters import whom
from dashboard.screens.heading import heading
from dashboard.screens.scope_bar import choose
from dashboard.screens.text import html, markdown
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import choice, turn
from dashboard.screens.voice_rows import span_of
from dashboard.screens.voice_told import text_rows, told
from dashboard.screens.voice_weeks import Alert, Watch, alert_row, what

ANGRY, FEW_STARS = -0.5, 2.0
SHOWN, READ, LISTED = 6, 4, 50
"""Rises and texts that are drawn, and texts in the card's own data; all are in the rows behind it."""


def alerts(found: Watch, labels: Mapping[str, str], visit: Visit) -> None:
    """The two cards, side by side."""
    heading("voice_alerts_head", "What needs a look", 2)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _rises(found, labels, visit)
    with right:
        _waiting(visit)


def _rises(found: Watch, labels: Mapping[str, str], visit: Visit) -> None:
    made = Card(
        "voice_rises", _rises_title(found, labels),
        f"{count(found.series)} weekly series (topic by channel, competitor by kind of media), {found.weeks} whole "
        f"weeks to {range_words(found.until - timedelta(days=1), found.until)}, each against its own 26 calm weeks "
        f"before. At most one look in {round(1 / FALSE_ALARMS)} would show any alarm by chance.",
        RISES, visit.scope, (visit.scope.now(),), lambda: [alert_row(alert, labels) for alert in found.alerts],
        more=choice().carried(), questions=found.questions,
        behind=(lambda most: _behind(found.alerts[0], visit, most)) if found.alerts else None,
    )  # fmt: skip
    with card(made, visit):
        if not found.weeks:
            st.info("A whole week is needed: choose a longer period.")
        elif not found.alerts:
            st.caption(
                "No topic and no competitor rose beyond its own history. Eight weeks of history and "
                f"{LEAST_COUNT} texts a week are needed for an alarm."
            )
        else:
            st.html(_table(found, labels))
            _open(found.alerts[0], labels, visit)


def _rises_title(found: Watch, labels: Mapping[str, str]) -> str:
    if not found.alerts:
        return "No sudden rise"
    more = len(found.alerts) - 1
    also = f", and {more} more {'rise' if more == 1 else 'rises'}" if more else ""
    return f"Sudden rise: {what(found.alerts[0], labels)}{also}"


def _table(found: Watch, labels: Mapping[str, str]) -> str:
    """The rises as a table that is read aloud as one."""
    rows = "".join(_line(alert, labels) for alert in found.alerts[:SHOWN])
    left = len(found.alerts) - SHOWN
    more = f'<p class="more">{left} more in the data.</p>' if left > 0 else ""
    return (
        '<table class="voice"><thead><tr><th scope="col">What rose</th><th scope="col">When</th>'
        '<th scope="col">Texts</th><th scope="col">Expected</th><th scope="col">Times</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>{more}"
    )


def _line(alert: Alert, labels: Mapping[str, str]) -> str:
    rise = alert.rise
    times = f"▲ {rise.counted / rise.expected:.1f} ×" if rise.expected >= 1 else "▲ new"
    return (
        f'<tr><th scope="row">{html(what(alert, labels))}</th><td>{html(range_words(alert.start, alert.until))}</td>'
        f"<td>{count(rise.counted)}</td><td>{_expected(rise.expected)}</td><td><b>{times}</b></td></tr>"
    )


def _expected(texts: float) -> str:
    return f"{texts:.0f}" if texts >= 1 else "under 1"


def _open(alert: Alert, labels: Mapping[str, str], visit: Visit) -> None:
    """The way to the texts of the first rise, by mouse or keyboard."""
    if alert.series.brand:
        return
    channel = alert.series.place
    st.button(
        markdown(f"Read: {what(alert, labels)}"), key="voice_read_rise", type="tertiary",
        icon=":material/arrow_downward:",
        on_click=lambda: _read(alert.series.name, channel, visit),
    )  # fmt: skip


def _read(topic: str, channel: str | None, visit: Visit) -> None:
    turn(topic=topic)
    if channel:
        choose(visit.scope.narrowed("channel", channel))


def _behind(alert: Alert, visit: Visit, most: int) -> Question:
    return ask("voice_rise_rows", visit.scope, {
        "name": alert.series.name, "place": alert.series.place, "brand": alert.series.brand,
        "since": alert.start, "until": alert.until, "most": most,
    })  # fmt: skip


def _waiting(visit: Visit) -> None:
    rule = {"angry": ANGRY, "few_stars": FEW_STARS, "classes": list(visit.scope.source_class)}
    question = ask("voice_answerable", visit.scope, rule)
    days = visit.table(question).to_pylist()
    totals = {name: sum(row[name] for row in days) for name in ("angry", "told", "waiting")}
    counts = [(row["day"], row["waiting"]) for row in days]

    def behind(most: int) -> Question:
        return ask("voice_waiting", visit.scope, {**rule, "most": most, **span_of(counts, most)})

    newest = behind(READ)
    made = Card(
        "voice_waiting", _waiting_title(totals),
        f"{FEW_STARS:.0f} stars or fewer (where there are none: sentiment {str(ANGRY).replace('-', '−')} or less) "
        f"and no answer so far, the newest first; {whom(visit.scope)}. {_untold(totals)}",
        WAITING, visit.scope, (visit.scope.now(),), lambda: text_rows(visit.table(behind(LISTED)).to_pylist()),
        more=choice().carried(), questions=(question, newest), behind=behind,
    )  # fmt: skip
    with card(made, visit):
        if not totals["told"]:
            st.caption(
                "No source of this period tells whether angry texts were answered. Exports with a reply date "
                "(reviews) or a first reply (tickets) do."
                if totals["angry"] else "Nobody was angry in this period."
            )  # fmt: skip
        elif not totals["waiting"]:
            st.caption("Every angry text of a source that tells of answers has one.")
        else:
            st.html(told(visit.table(newest).to_pylist(), [], made.title))
            left = totals["waiting"] - READ
            if left > 0:
                st.caption(f"The newest {READ} are shown; {count(left)} more in the rows behind this card.")


def _waiting_title(totals: Mapping[str, int]) -> str:
    if not totals["waiting"]:
        return "No angry text waits for an answer"
    one = totals["waiting"] == 1
    return f"{count(totals['waiting'])} angry {'text waits' if one else 'texts wait'} for an answer"


def _untold(totals: Mapping[str, int]) -> str:
    silent = totals["angry"] - totals["told"]
    if not silent:
        return f"Of {count(totals['angry'])} angry texts."
    return f"Of {count(totals['angry'])} angry texts, {count(silent)} are of sources that do not tell of answers."
