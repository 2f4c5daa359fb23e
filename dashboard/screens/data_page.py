"""The page Data: can I trust it?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.company import Company
from dashboard.metrics.metric import Database
from dashboard.screens import address, data
from dashboard.screens.data_checks import show_checks, show_coverage, show_snapshots
from dashboard.screens.data_rejects import show_dropped, show_rejects
from dashboard.screens.data_sources import Totals, in_words, read_sources, show_sources, totals
from dashboard.screens.data_upload import show_upload
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit
from dashboard.store.snapshot import snapshots

SECTIONS: Mapping[str, str] = {
    "sources": "Sources", "rejected": "Rejected rows", "checks": "Checks", "snapshots": "Snapshots", "add": "Add data",
}  # fmt: skip
ATTENTION = """-- how many checks of the build need attention
select count(*) filter (where not passed) as attention, count(*) as checks from quality
"""
FIRST, _KEY = "sources", "data_section"


def render(visit: Visit) -> None:
    """The page."""
    trust(visit.db, visit.company, visit.home, visit.facts.reasons)


def trust(db: Database, company: Company, home: Path, reasons: Mapping[str, str | None]) -> None:
    """What came in and what did not. `reasons`: metric key to why the snapshot cannot answer it, or None."""
    sources = read_sources(db)
    sums = totals(sources)
    st.title("Data", anchor=False)
    st.header(in_words(sums), anchor=False)
    st.caption(_state_of(db, sums))
    for source in sums.off:
        st.error(f"The counts of {markdown(source)} do not add up: some rows read are nowhere.")
    show: Mapping[str, Callable[[], None]] = {
        "sources": lambda: _sources(db, sources, sums.last),
        "rejected": lambda: show_rejects(db),
        "checks": lambda: _checks(db, reasons),
        "snapshots": lambda: show_snapshots(snapshots(home), db.name, home),
        "add": lambda: show_upload(company, home, reasons, lambda: _reasons_in_force(home)),
    }
    show[_section()]()


def _reasons_in_force(home: Path) -> Mapping[str, str | None]:
    db, _ = data.published(home)
    return {} if db is None else data.facts(db).reasons


def _section() -> str:
    """The part of the page that is chosen, held in the address as `show`."""
    query = address.asked(("show",))
    if query is not None or _KEY not in st.session_state:
        asked = (query or {}).get("show", [""])[-1]
        st.session_state[_KEY] = asked if asked in SECTIONS else FIRST
    chosen = st.segmented_control(
        "Part of the page", list(SECTIONS), format_func=SECTIONS.__getitem__, key=_KEY, required=True,
        label_visibility="collapsed", on_change=address.chose,
    )  # fmt: skip
    address.follow(("show",), {"show": [chosen] if chosen and chosen != FIRST else []})
    return chosen or FIRST


def _state_of(db: Database, sums: Totals) -> str:
    found = db.query(ATTENTION).to_pylist()[0]
    newest = f"Newest data: {_day(sums.last)}. " if sums.last else ""
    if not found["checks"]:
        return newest
    if not found["attention"]:
        return f"{newest}All {found['checks']} checks passed."
    return f"{newest}{found['attention']} of {found['checks']} checks need attention."


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _sources(db: Database, sources: list[Mapping[str, object]], newest: date | None) -> None:
    show_sources(sources, newest)
    st.subheader("Left out by rule", anchor=False)
    show_dropped(db)


def _checks(db: Database, reasons: Mapping[str, str | None]) -> None:
    show_checks(db)
    st.subheader("What the data can answer", anchor=False)
    show_coverage(db, reasons)
