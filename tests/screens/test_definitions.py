from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Scope
from dashboard.screens.definitions_page import BETTER, CLASSES, UNITS, facts, matches

AUTUMN = Scope(date(2026, 8, 3), date(2026, 11, 1), channel=("app",))
ANSWERABLE = dict.fromkeys(CATALOGUE)


def _page(scope, reasons):
    from dashboard.screens.definitions_page import definitions

    definitions(scope, reasons)


def page(reasons=ANSWERABLE, **address: str) -> AppTest:
    test = AppTest.from_function(_page, args=(AUTUMN, reasons), default_timeout=20)
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    shown = [element.value for kind in ("markdown", "info", "warning") for element in getattr(test, kind)]
    return "\n".join([*shown, *(box.label for box in test.expander)]).replace("\\", "").replace("\u2060", "")


def test_every_metric_of_the_catalogue_is_on_the_page_under_its_class():
    shown = words(page())
    assert all(metric.label in shown and metric.says in shown for metric in CATALOGUE.values())
    assert {metric.source for metric in CATALOGUE.values()} <= set(CLASSES)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_metric_says_how_it_is_counted_and_how_sure_it_is(key):
    told = dict(facts(CATALOGUE[key]))
    assert told["How it is counted"] == CATALOGUE[key].formula
    assert CATALOGUE[key].unit in UNITS
    assert CATALOGUE[key].better in BETTER
    assert str(CATALOGUE[key].minimum_n) in told["Enough to go by"]


def test_a_definition_is_found_by_its_name_a_word_of_it_or_its_initials():
    nps, response = CATALOGUE["nps"], CATALOGUE["first_response_time"]
    assert matches(nps, "promoter")
    assert matches(nps, "NPS")
    assert matches(nps, "detractors answers")
    assert matches(response, "frt")
    assert not matches(nps, "footfall")


def test_an_empty_search_finds_everything():
    assert all(matches(metric, "  ") for metric in CATALOGUE.values())


def test_a_link_to_a_metric_opens_its_definition_with_the_sql_of_the_filters_in_force():
    test = page(metric="nps")
    assert test.expander[0].label.startswith("**Net Promoter Score**")
    assert len(test.code) == 1
    assert "channel" in test.code[0].value
    assert "2026-08-03" in test.code[0].value


def test_a_link_to_a_metric_that_does_not_exist_says_so_and_shows_all():
    test = page(metric="<b>nonsense</b>" + "x" * 100_000)
    assert "No metric is called" in words(test)
    assert len(words(test)) < 20_000 + len(words(page()))
    assert not test.exception


def test_a_metric_that_the_data_cannot_answer_says_so_with_the_reason():
    shown = words(page({**ANSWERABLE, "nps": "No survey scores yet."}, metric="nps"))
    assert "Not in this data." in shown
    assert "No survey scores yet." in shown


def test_a_search_without_a_result_repeats_the_words_harmlessly():
    test = page()
    test.text_input[0].set_value("![x](http://evil.example/x.png)").run()
    said = test.info[0].value
    assert "![x]" not in said
    assert "http://" not in said
