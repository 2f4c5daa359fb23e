"""An error is a sentence with a reference; nothing of the data or the program is in it."""

from __future__ import annotations

import logging

from streamlit.testing.v1 import AppTest


def page() -> None:
    from dashboard.screens.states import failed, guarded
    from dashboard.store.snapshot import SnapshotError

    with guarded():
        raise SnapshotError("The question took longer than 10 seconds and was stopped.")
    try:
        raise KeyError("jonas@example.com")
    except KeyError as error:
        failed(error)


def test_a_question_that_fails_is_said_in_words_and_the_page_goes_on():
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert "longer than 10 seconds" in app.error[0].value.replace("\\", "")


def test_anything_else_is_a_reference_that_the_log_has_too(caplog):
    with caplog.at_level(logging.ERROR, "sightline"):
        app = AppTest.from_function(page).run()
    said = app.error[1].value
    reference = caplog.records[0].args[0]
    assert reference in said
    assert "KeyError" in caplog.text
    assert "jonas" not in said + caplog.text
