"""Files that do not say what the frame says are found out, form by form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.reports.exhibit import Kind
from dashboard.reports.write import FORMS, made
from tests.reports.reopened import Page, csv_holds, html_holds, pdf_holds, same_in_every_form, xlsx_holds
from tests.reports.reopened_slides import pptx_holds
from tests.reports.stories import EVERY, PLOTS, exhibit, report

HOLDS = {".xlsx": xlsx_holds, ".zip": csv_holds, ".html": html_holds, ".pptx": pptx_holds}


def test_every_kind_of_plot_says_the_same_in_every_form():
    same_in_every_form(EVERY, {form: made(EVERY, form) for form in FORMS})


@pytest.mark.parametrize("form", HOLDS)
@pytest.mark.parametrize("kind", ["bar", "line", "column", "waterfall", "step", "heat", "flow"])
def test_a_number_that_was_changed_is_found(form, kind: Kind):
    slide = exhibit(kind)
    drawn = PLOTS[kind][1].y
    other = [{**row, drawn: row[drawn] + 7.5} if at == 0 else row for at, row in enumerate(slide.rows)]
    content = made(report(replace(slide, rows=other)), form)
    with pytest.raises(AssertionError):
        HOLDS[form](report(slide), content)


def test_a_number_that_was_changed_is_found_in_a_pdf():
    slide = exhibit("bar")
    other = [{**row, "value": row["value"] + 7.5} for row in slide.rows]
    page = Page(made(report(slide), ".html").decode("utf-8"))
    with pytest.raises(AssertionError):
        pdf_holds(report(slide), made(report(replace(slide, rows=other)), ".pdf"), page)
