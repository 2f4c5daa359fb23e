"""A deck as a file: written when it is asked for, with a sign of life, and offered when it is whole."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.figures.template import LIGHT
from dashboard.reports.csv import file_name
from dashboard.reports.deck import Deck
from dashboard.reports.write import ReportFailed, made
from dashboard.screens.exhibits import deck_report, look, template_of
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

FORMS = {
    ".pptx": "PowerPoint, with charts that can be edited", ".pdf": "PDF, tagged for screen readers",
    ".html": "Web page that opens offline", ".xlsx": "Excel, one sheet a card", ".zip": "CSV, one file a card",
}  # fmt: skip
MIME = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pdf": "application/pdf",
    ".html": "text/html", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}  # fmt: skip


def offer(deck: Deck, visit: Visit) -> None:
    """Choose a form, have the file made, take it."""
    form = st.radio("Form", list(FORMS), format_func=FORMS.__getitem__, key="deck_form")
    if not st.button("Make the file", key="deck_make", type="primary"):
        return
    with st.status("Reading the numbers", expanded=False) as status:
        try:
            content = content_of(deck, form, visit, lambda words: status.update(label=markdown(words)))
        except (ReportFailed, ValueError) as error:
            status.update(label="The file was not made", state="error")
            st.error(markdown(error))
            return
        status.update(label="The file is ready", state="complete")
    for notice in look(visit.company, LIGHT)[1]:
        st.info(markdown(notice))
    st.download_button(
        "Download", data=content, file_name=file_name(deck.title, content, form[1:]), mime=MIME[form],
        key="deck_take", on_click="ignore", icon=":material/download:", type="primary",
    )  # fmt: skip


def content_of(deck: Deck, form: str, visit: Visit, say: Callable[[str], None]) -> bytes:
    """The deck in one of `FORMS`, on the snapshot that is shown."""
    report = deck_report(deck, visit.db, visit.home, say)  # type: ignore[arg-type]
    return made(report, form, template_of(visit), say)
