"""Which cube answers, and when the rows do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.cubes import WAYS, counted
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.narrowed import narrowed
from dashboard.metrics.shape import ask
from dashboard.metrics.smaller import MANY, fitted, large_source
from dashboard.scope import Scope, Window
from dashboard.store.rollups import rollups

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
SCOPE = Scope(NOW.start, NOW.end)
ASKED = [
    ("nps", None, {}, None, "survey_answer_day_place"),
    ("nps", None, {"channel": ("web",)}, "stage", "survey_answer_day_place"),
    ("nps", None, {"segment": ("Plus",)}, "region", "survey_answer_day_people"),
    ("nps", None, {"segment": ("Plus",)}, "channel", "survey_answer_day"),
    ("first_response_time", None, {}, None, "first_reply_day_whole"),
    ("first_response_time", None, {"team": ("Care",)}, None, "first_reply_day"),
    ("first_response_time", None, {"channel": ("web",)}, None, "fact_contact"),
    ("first_response_time", "business", {}, None, "fact_contact"),
    ("resolution_time", "p90", {}, "team", "resolution_day"),
    ("conversion_rate", "per_customer", {}, None, "visitor_day"),
    ("conversion_rate", "per_customer", {}, "channel", "visitor_channel_day"),
    ("conversion_rate", "per_customer", {"segment": ("Plus", "Basic")}, None, "visitor_segment_day"),
    ("conversion_rate", "per_customer", {"channel": ("web",)}, "device", "visitor_channel_device_day"),
    ("conversion_rate", "per_customer", {"channel": ("web", "app")}, "channel", "visitor_channel_day"),
    (
        "conversion_rate",
        "per_customer",
        {"channel": ("web",), "segment": ("Plus",)},
        "device",
        "visitor_channel_device_segment_day",
    ),
    ("conversion_rate", "per_customer", {"channel": ("web", "app")}, None, "fact_session"),
    ("conversion_rate", "per_customer", {"region": ("North",)}, None, "fact_session"),
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


FITTED = [
    ("{topic_day}", (), "topic_day_whole"), ("{topic_day}", ("channel",), "topic_day_channel"),
    ("{topic_day channel}", ("segment",), "topic_day_segment"),
    ("{topic_day}", ("segment", "persona"), "topic_day"), ("{text_day}", ("team",), "text_day_place"),
    ("{touchpoint_day stage}", ("channel", "region"), "touchpoint_day_region"), ("{task_day}", (), "task_day_place"),
    ("{touch_reach}", (), "touch_reach_place"), ("{answer_turn}", ("segment",), "answer_turn"),
    ("{answer_pain channel}", (), "answer_pain_place"), ("{scope} {people}", (), "{scope} {people}"),
    ("{pain_day channel}", ("segment",), "pain_day"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "filters", "expected"), FITTED)
def test_a_statement_is_asked_of_the_smallest_cube_that_knows_the_filters(said, filters, expected):
    assert fitted(f"from {said} c", filters) == f"from {expected} c"


COUNTED = [
    ("pain_people", {}, "pain_people"), ("pain_people", {"channel": ("web",), "segment": ("a", "b")}, "pain_people"),
    ("pain_people", {"channel": ("web", "app")}, "pain_people_rows"),
    ("pain_people", {"team": ("x",)}, "pain_people_rows"),
    ("path_flows", {"channel": ("web", "app")}, "path_flows"), ("path_flows", {"segment": ("a",)}, "path_flows_rows"),
    ("value_whole", {}, "value_whole"), ("value_whole", {"region": ("n",)}, "value_spread"),
    ("cohort", {"region": ("n",)}, "cohort"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "filters", "expected"), COUNTED)
def test_counts_give_way_to_rows_where_they_do_not_know_a_filter(name, filters, expected):
    assert counted(name, filters) == expected


def test_a_filter_that_is_not_followed_does_not_keep_from_the_counts():
    scope = replace(SCOPE, team=("Care",))
    people = {"people": ("segment", "persona", "region")}
    assert ask("value_whole", scope, {}, people).sql == ask("value_whole", SCOPE, {}, people).sql
    assert "customer_outlook" in ask("value_whole", replace(SCOPE, region=("n",)), {}, people).sql


def test_every_smaller_cube_that_is_asked_is_made_with_what_it_is_taken_to_know():
    made = dict(rollups())
    for cube, ways in WAYS.items():
        for way, known in ways.items():
            assert {f"c.{name}" for name in known} <= set(re.findall(r"c\.\w+", made[f"{cube}_{way}"]))
