"""Answers as marks: the worst first, what is missing last, and nothing of the data read as markup."""

from __future__ import annotations

from datetime import date

from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import NOT_STATED
from dashboard.scope import Window
from dashboard.screens.marks import group_label, ranked

NOW = Window("now", date(2026, 1, 1), date(2026, 2, 1))


def answer(group, value):
    return Answer("x", None, NOW, group, value, None, None, 10, {})


GROUPS = [answer(NOT_STATED, 1.0), answer("web", 40.0), answer("app", 20.0), answer("store", None)]


def test_the_worst_comes_first_and_what_is_not_stated_last():
    assert [a.group for a in ranked(GROUPS, CATALOGUE["nps"], False)] == ["app", "web", "store", NOT_STATED]


def test_the_worst_of_what_should_be_low_is_the_highest():
    assert [a.group for a in ranked(GROUPS, CATALOGUE["churn_rate"], False)][:2] == ["web", "app"]


def test_stages_keep_the_order_of_the_journey():
    assert [a.group for a in ranked(GROUPS, CATALOGUE["nps"], True)] == ["web", "app", "store", NOT_STATED]


def test_a_group_is_read_as_text_and_never_as_markup():
    assert "<" not in group_label("<img src=x onerror=alert(1)>")
    assert group_label(NOT_STATED) == "Not stated"
    assert group_label("mobile_app") == "Mobile app"
