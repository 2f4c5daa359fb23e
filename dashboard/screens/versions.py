"""Which snapshot is looked at: the newest, or an earlier one that a link or a presentation asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE, in_force
from dashboard.metrics.format import shown
from dashboard.scope import Scope, from_query, to_query
from dashboard.screens import data
from dashboard.screens.options import chosen, options, put
from dashboard.screens.text import markdown
from dashboard.store.snapshot import Snapshot, SnapshotError, snapshots

KEYS = ("snapshot", "was")
_NAME = "versions"
LEADING = ("nps", "csat", "churn_rate", "net_sentiment", "contacts")
"""Which number a link speaks of when it opens none: the first that both snapshots have."""


def asked_for(home: Path, newest: Snapshot) -> tuple[Snapshot, str | None]:
    """The snapshot the address asks for, and why it is not shown when it is not there any more."""
    name = options(_NAME, KEYS).get("snapshot", [""])[-1]
    if not name or name == newest.name:
        return newest, None
    kept = next((info for info in snapshots(home) if info.name == name), None)
    if kept is None:
        return newest, "The snapshot this address names is not kept any more; the newest is shown."
    try:
        return data.opened(kept.path), None
    except SnapshotError as error:
        return newest, str(error)


def say(home: Path, db: Snapshot, newest: Snapshot, scope: Scope) -> None:
    """Say that an earlier snapshot is shown, or what has changed since the link was made."""
    if db.name != newest.name:
        as_of = data.facts(db).vocabulary.as_of
        _notice(
            f"You are looking at an earlier snapshot, with data to {day_words(as_of)}.",
            "Show the newest",
            _now,
        )
        return
    was = chosen(_NAME).get("was", [""])[-1]
    if not was or was == newest.name:
        return
    kept = next((info for info in snapshots(home) if info.name == was), None)
    if kept is None:
        _notice("This link was made on an earlier snapshot that is not kept any more.", "Close", _close)
        return
    try:
        words = changed(data.opened(kept.path), newest, scope)
    except SnapshotError:
        words = "This link was made on an earlier snapshot."
    _notice(words, "Show it as it was", lambda: put(_NAME, snapshot=[was], was=[]))


def changed(then: Snapshot, now: Snapshot, scope: Scope) -> str:
    """'Net Promoter Score: 45 then, 44 now', asked with the same words of both."""
    dates = [data.facts(db).vocabulary.as_of for db in (then, now)]
    since = f"The link was made on data to {day_words(dates[0])}; now they reach to {day_words(dates[1])}."
    for key in _keys():
        numbers = [_number(db, key, scope) for db in (then, now)]
        if None not in numbers:
            return f"{CATALOGUE[key].label}: {numbers[0]} then, {numbers[1]} now. {since}"
    return since


def day_words(day: date) -> str:
    """'3 Aug 2026'."""
    return f"{day.day} {day:%b %Y}"


def _keys() -> Sequence[str]:
    opened = chosen("numbers").get("tile", [""])[-1] or st.query_params.get("tile", "")
    return [*([opened] if opened in CATALOGUE else []), *LEADING]


def _number(db: Snapshot, key: str, scope: Scope) -> str | None:
    facts = data.facts(db)
    there, _ = from_query(to_query(scope), facts.vocabulary)
    metric = in_force(CATALOGUE[key], facts.churn_rule)
    (answer,) = data.answers(db, [metric], there, [there.now()])
    return None if answer.value is None else shown(answer.value, metric.unit, currency=facts.currency)


def _notice(words: str, offer: str, take: object) -> None:
    with st.container(key="versions", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(markdown(words), width="content")
        st.button(offer, key="versions_take", type="tertiary", on_click=take)  # type: ignore[arg-type]


def _now() -> None:
    put(_NAME, snapshot=[], was=[])


def _close() -> None:
    put(_NAME, was=[])
