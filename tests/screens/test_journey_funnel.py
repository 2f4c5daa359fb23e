"""The funnel of the page Journey as a reader meets it.

84 days, ten new customers a day, half in the app; each fills a cart at noon and most order five minutes later: four of
five on the web all the time, in the app four of five and in the last 28 days one of five.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.insight.funnel import Step, Way, walk
from dashboard.insight.funnel_read import read_touches
from dashboard.metrics.shape import ask
from dashboard.scope import default_scope
from dashboard.screens.data import facts
from dashboard.screens.journey_funnel_choice import (
    Known,
    choice,
    read_steps,
    steps_to_put,
    usual_days,
)
from dashboard.screens.journey_funnel_data import behind
from dashboard.store.snapshot import current, open_snapshot
from tests.screens import reading
from tests.screens.conftest import over
from tests.screens.reading import below, sentence, titles

VISITS = """
insert into event by name
select s || '-' || d || '-' || i as event_id,
  timestamp '2026-01-01 12:00' + to_days(d::int) + to_minutes(s * 5) as happened_at,
  'c' || (10 * d + i) as customer_id, 'v' || d || '-' || i as session_id,
  case s when 0 then 'add_to_cart' else 'purchase' end as name,
  case s when 0 then 'cart' else 'order' end as touchpoint,
  case when i < 5 then 'app' else 'web' end as channel, case when i % 2 = 0 then 'mobile' else 'desktop' end as device,
  'events.csv' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at
from range(84) days(d), range(10) people(i), range(2) steps(s)
where s = 0 or (i % 5 > 0 and not (i < 5 and d >= 56 and i > 1))
"""


@pytest.fixture
def app(home_of, monkeypatch) -> AppTest:
    return over(home_of(VISITS), monkeypatch, "journey")


def opened(app: AppTest, **query: str) -> AppTest:
    return reading.opened(app, **{"period": "28d", **query})


def figure(app: AppTest, place: int) -> list[dict]:
    return specs(app)[place]["data"]


def specs(app: AppTest) -> list[dict]:
    return list(reading.figures(app).values())


def test_the_sentence_names_the_channel_and_the_steps_that_lost(app):
    told = sentence(opened(app))
    assert told == (
        "In the app channel, the share that goes on from Cart to Order fell from 80% to 20%, "
        "more than chance would give."
    )


def test_the_funnel_counts_who_can_be_judged_and_shows_the_young_apart(app):
    bars, was, passed, text = figure(opened(app), 0)
    assert bars["x"] == [100.0, 50.0, 25.0]  # 105 of the 210 of 21 days; 70 of 280 are younger than a week
    assert bars["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert was["x"] == [100.0, 80.0]
    assert "50% went on" in passed["text"][0]
    assert "▼ 30 points" in passed["text"][0]
    assert [re.search(r">n (\d+)<", line)[1] for line in text["text"]] == ["210", "105", "70"]


def test_titles_say_what_is_seen(app):
    assert titles(opened(app))[:3] == [
        "From Cart to Order: 50% go on, 80% did before",
        "App, Cart to Order: 20% go on, 80% did before",
        "Half have come from Cart to Order after 5 min",
    ]


def test_the_split_marks_what_stands_out_and_nothing_else(app):
    _, was, titles_of, text = figure(opened(app), 1)
    assert was["x"] == [None, 80.0, 80.0]
    assert "Cart → Order" in titles_of["text"][0]
    marked = [line for line in text["text"] if "▼" in line or "▲" in line]
    assert len(marked) == 1
    assert "<b>20%</b>" in marked[0]


def test_without_a_comparison_a_group_is_set_against_all_others(app):
    opened(app, compare="none")
    assert titles(app)[1] == "App, Cart to Order: 20% go on, 80% of all others do"
    assert sentence(app) == "No change that stands out."


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ({"step": "touchpoint:order,touchpoint:cart"}, [100.0, 0.0]),
        ({"step": "touchpoint:order,touchpoint:cart", "order": "any"}, [100.0, 50.0]),
        ({"order": "strict"}, [100.0, 50.0]),
        ({"per": "session"}, [100.0, 50.0]),
        ({"channel": "app"}, [100.0, 20.0]),
        ({"within": "14", "entry": "best"}, [100.0, 50.0]),
        ({"step": "stage:Purchase,touchpoint:order"}, [100.0, 50.0]),
        (
            {
                "step": "touchpoint:nowhere,nonsense,stage:",
                "within": "x",
                "order": "<b>",
                "per": "?",
                "split": "age",
            },
            [100.0, 50.0],
        ),
    ],
)
def test_every_choice_is_in_the_address_and_nonsense_is_left_out(app, asked, reached):
    """A visit is judged after a day: 27 days of ten, 135 on the web of which 108 order, 135 in the app of which 27."""
    assert figure(opened(app, **asked), 0)[0]["x"][:2] == pytest.approx(reached)


def test_steps_are_reordered_by_a_press_and_the_address_follows(app):
    opened(app)
    app.button(key="funnel_up_1").click().run()
    assert not app.exception
    assert app.query_params["step"] == "touchpoint:order,touchpoint:cart"
    app.checkbox(key="funnel_optional_1").check().run()
    assert app.query_params["optional"] == "touchpoint:cart"
    app.pills(key="funnel_ready").set_value("").run()
    assert "step" not in app.query_params


def test_a_step_is_added_and_what_the_sentence_tells_is_one_press_away(app):
    opened(app, step="touchpoint:order,touchpoint:cart")
    app.selectbox(key="funnel_add").set_value("stage:Purchase").run()
    assert app.query_params["step"] == "touchpoint:order,touchpoint:cart,stage:Purchase"
    app.button(key="funnel_see").click().run()
    assert (app.query_params["step"], app.query_params["per"]) == (
        "touchpoint:cart,touchpoint:order",
        "session",
    )


def test_who_is_counted_and_the_split_are_chosen_on_the_page(app):
    opened(app)
    app.segmented_control(key="funnel_per").set_value("session").run()
    assert app.query_params["per"] == "session"
    app.segmented_control(key="funnel_split_by").set_value("device").run()
    assert app.query_params["split"] == "device"
    assert "by device of the entry" in below(app)


def test_a_window_that_is_not_over_for_anybody_is_said(app):
    assert "All 280 customers that entered are younger than the window of 90 days" in below(
        opened(app, within="90")
    )


def test_a_period_the_data_does_not_cover_whole_is_not_compared(app):
    opened(app, **{"period": "", "from": "2026-01-20", "to": "2026-03-25"})
    assert "The data does not cover the whole period before, so it is not compared." in below(app)
    assert figure(app, 0)[1]["x"] == []


def test_groups_of_too_few_people_are_left_out(home_of, monkeypatch):
    few = VISITS.replace("case when i < 5 then 'app'", "case when i = 0 and d = 60 then 'app'")
    app = over(home_of(few), monkeypatch, "journey")
    opened(app)
    assert "1 group is left out: fewer than 5 customers" in below(app)
    assert "app" not in figure(app, 1)[0]["customdata"]


def test_the_split_is_not_filtered_by_its_own_dimension(app):
    bars = figure(opened(app, channel="app"), 1)[0]
    assert sorted(key for key in bars["customdata"] if key) == ["app", "web"]
    assert len(set(bars["marker"]["color"])) == 2


def test_a_filter_an_entry_cannot_follow_is_said(app):
    assert "Does not follow the filter on stage." in below(opened(app, stage="Purchase"))


def test_an_empty_database_says_what_is_missing(home_of, monkeypatch):
    app = over(home_of(), monkeypatch, "journey")
    app.run()
    assert not app.exception
    assert "No journey can be followed yet" in below(app)
    assert sentence(app) == "No change that stands out."


def test_one_touch_is_a_page(home_of, monkeypatch):
    one = """insert into purchase by name select 'o' as order_id, timestamp '2026-01-01 12:00' as ordered_at,
      'c' as customer_id, 's.csv' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at"""
    app = over(home_of(one), monkeypatch, "journey")
    app.run()
    assert not app.exception
    assert "A funnel needs two steps" in below(app)


def test_names_of_steps_are_text_everywhere(home_of, monkeypatch):
    hostile = VISITS.replace("'cart'", "'<img src=x>:red[x] $1$'")
    app = over(home_of(hostile), monkeypatch, "journey")
    opened(app)
    spec = json.dumps(specs(app)[0]) + json.dumps(specs(app)[2])
    assert "&lt;img src=x&gt;" in spec
    assert "<img" not in spec


def test_those_who_stopped_are_named_by_id_with_the_step_they_stopped_after(home_of):
    with_touches = open_snapshot(current(home_of(VISITS)))
    scope = default_scope(facts(with_touches).vocabulary)
    params = {
        "unit": "customer",
        "last": scope.end,
        "points": ["cart", "order"],
        "stages": [],
        "every": False,
    }
    asked = ask("funnel_points", scope, params, {})
    steps = [Step("touchpoint", "cart"), Step("touchpoint", "order")]
    touches = read_touches(with_touches.query(asked.sql, asked.params), ["cart", "order"])
    question = behind(
        walk(touches, steps, Way(days=1), 2**62), ["Cart", "Order"], SimpleNamespace(scope=scope), 7
    )
    rows = with_touches.query(question.sql, question.params).to_pylist()
    with_touches.close()
    assert [row["id"] for row in rows] == ["c830", "c832", "c833", "c834", "c835", "c820", "c822"]
    assert {row["stopped_after"] for row in rows} == {"Cart"}


def test_steps_are_read_from_the_address_as_they_were_written():
    steps = [Step("touchpoint", "a,b:c%"), Step("stage", "Über uns", True)]
    assert read_steps(steps_to_put(steps)) == steps


def test_the_window_leaves_most_of_the_period_to_be_judged():
    scope = default_scope(SimpleNamespace(as_of=date(2026, 10, 31)))
    assert usual_days(scope) == 30
    assert [usual_days(replace(scope, start=scope.end - timedelta(n))) for n in (1, 7, 28, 45, 400)] == [
        1,
        1,
        7,
        14,
        30,
    ]


def test_the_usual_steps_are_the_stages_people_act_in_or_those_inside_the_stage_that_is_filtered():
    known = Known(
        ("See", "Buy", "Talk"),
        ("See", "Buy"),
        ("ad", "cart", "order"),
        {"Buy": ("cart", "order"), "See": ("ad",)},
    )
    scope = default_scope(SimpleNamespace(as_of=date(2026, 10, 31)))
    stages = [
        [step.value for step in choice({}, known, replace(scope, stage=s)).steps]
        for s in ((), ("Buy",), ("See",))
    ]
    assert stages == [["See", "Buy"], ["cart", "order"], ["See", "Buy"]]
