"""Which cube answers, and when the rows do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.narrowed import narrowed
from dashboard.metrics.smaller import MANY, large_source
from dashboard.scope import Scope, Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
SCOPE = Scope(NOW.start, NOW.end)
ASKED = [
    ("nps", None, {}, None, "survey_answer_day_place"),
    ("nps", None, {"channel": ("web",)}, "stage", "survey_answer_day_place"),
    ("nps", None, {"segment": ("Plus",)}, "region", "survey_answer_day_people"),
    ("nps", None, {"segment": ("Plus",)}, "channel", "survey_answer_day"),
    ("first_response_time", None, {}, None, "first_reply_day"),
    ("first_response_time", None, {"team": ("Care",)}, None, "first_reply_team_day"),
    ("first_response_time", None, {"channel": ("web",)}, None, "fact_contact"),
    ("first_response_time", "business", {}, None, "fact_contact"),
    ("resolution_time", "p90", {}, "team", "resolution_team_day"),
    ("conversion_rate", "per_customer", {}, None, "visitor_day"),
    ("conversion_rate", "per_customer", {}, "channel", "visitor_channel_day"),
    ("conversion_rate", "per_customer", {"segment": ("Plus",)}, None, "fact_session"),
]


def source(metric, scope, by):
    sql = compile_query([metric], scope, [NOW], by).sql
    return [
        line.split()[1]
        for line in sql.replace("join ", "from ").splitlines()
        if line.strip().startswith("from ")
    ]


@pytest.mark.parametrize(("key", "variant", "filters", "by", "expected"), ASKED)
def test_the_smallest_cube_that_knows_the_columns_answers(key, variant, filters, by, expected):
    assert expected in source(CATALOGUE[key].as_variant(variant), replace(SCOPE, **filters), by)


def test_a_number_of_some_rows_only_is_asked_of_the_rows():
    metric = narrowed(CATALOGUE["first_response_time"], {"topic": ("delivery",)})
    assert "fact_contact" in source(metric, SCOPE, None)
    visitors = CATALOGUE["conversion_rate"].as_variant("per_customer")
    assert "fact_session" in source(narrowed(visitors, {"device": ("mobile",)}), SCOPE, None)


def test_only_statements_over_millions_of_rows_say_so():
    asked = compile_query([CATALOGUE["first_response_time"]], replace(SCOPE, channel=("web",)), [NOW]).sql
    assert large_source(asked, {("contact", "contact_id"): MANY}) is None
    assert large_source(asked, {("contact", "contact_id"): MANY + 1}) == (
        "Read row by row from fact_contact (millions of rows)."
    )
    assert large_source("select 1", {}) is None
