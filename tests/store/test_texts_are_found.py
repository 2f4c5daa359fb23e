"""Texts and search terms from cubes are those of the rows, and sheets hold each text once."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS, Scope
from dashboard.screens.voice_rows import span_of
from tests.store.test_cubes_are_rows import FIRST, scopes


@pytest.fixture(scope="module")
def snapshot(made_up):
    return made_up


def test_terms_from_the_cube_are_the_terms_of_the_rows(snapshot):
    for scope in scopes(snapshot, 11, count=12, dimensions=("segment", "persona")):
        before = scope.before()
        span = {"before_start": before.start, "before_end": before.end}
        places = {"scope": DIMENSIONS, "people": ("segment", "persona")}
        found = [ask(name, scope, span, places) for name in ("digital_terms", "digital_terms_rows")]
        assert found[0].sql != found[1].sql
        cube, rows = (snapshot.query(one.sql, one.params).to_pandas() for one in found)
        pd.testing.assert_frame_equal(cube, rows)


@pytest.mark.parametrize("topic", [None, "delivery"])
@pytest.mark.parametrize("feeling", [None, "positive", "negative", "neutral", "unscored"])
def test_texts_are_counted_by_day_as_their_rows_are(snapshot, topic, feeling):
    source = snapshot.query("select max(place) as place from fact_text").to_pylist()
    for scope in (Scope(FIRST, FIRST + timedelta(days=300)), *scopes(snapshot, 13)):
        for classes, place in (([], None), (["direct"], None), ([], source[0]["place"])):
            chosen = {"topic": topic, "feeling": feeling, "classes": classes, "source": place, "language": None,
                      "needles": []}  # fmt: skip
            cube, rows = (ask(name, scope, chosen) for name in ("voice_counted", "voice_found"))
            counted = snapshot.query(cube.sql, cube.params).to_pylist()
            assert counted == snapshot.query(rows.sql, rows.params).to_pylist()


def test_sheets_of_texts_one_after_another_are_all_texts_once(snapshot):
    scope = Scope(FIRST + timedelta(days=300), FIRST + timedelta(days=340))
    chosen = {"topic": None, "feeling": None, "classes": [], "source": None, "language": None, "needles": []}

    def asked(name, **more):
        question = ask(name, scope, chosen | more)
        return snapshot.query(question.sql, question.params).to_pylist()

    counts = [(row["day"], row["texts"]) for row in asked("voice_counted")]
    whole = [row["text_id"] for row in asked("voice_texts", most=10_000, skipped=0)]
    assert len(whole) == sum(texts for _, texts in counts) > 30
    sheets = [
        [row["text_id"] for row in asked("voice_texts", most=7, **{"skipped": at, **span_of(counts, 7, at)})]
        for at in range(0, len(whole), 7)
    ]
    assert [text for sheet in sheets for text in sheet] == whole
    assert span_of(counts, 7, len(whole)) == {}
