"""One road: every card of every page of the demo says the same in PowerPoint, PDF, Excel, CSV and on a web page."""

from __future__ import annotations

import pytest
import streamlit as st

from dashboard.reports.deck import REPORTED
from dashboard.reports.write import FORMS, made
from dashboard.screens import data
from dashboard.screens.exhibits import report_of, visit_of
from dashboard.store.snapshot import Snapshot
from tests.reports.reopened import same_in_every_form

DURATIONS = {"tile": ["first_response_time"], "by": ["channel"]}


@pytest.fixture(scope="module")
def snapshot(planted_home) -> Snapshot:
    st.cache_resource.clear()
    found, _ = data.published(planted_home)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("page", "query"), [*((page, {}) for page in REPORTED), ("overview", DURATIONS), ("teams", DURATIONS)]
)
def test_every_card_says_the_same_in_every_form(snapshot, planted_home, page, query):
    report = report_of(page, visit_of(snapshot, planted_home, query), query)
    assert len(report.slides) > 1
    assert all(slide.rows or slide.missing for slide in report.slides)
    same_in_every_form(report, {form: made(report, form) for form in FORMS})
