"""The page Digital as a reader meets it, over the story of digital_story.py."""

from __future__ import annotations

import importlib
import json
from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from dashboard.metrics.shape import ask
from dashboard.scope import Scope
from dashboard.store.snapshot import current, open_snapshot
from tests.screens.conftest import STORY as ANSWERS
from tests.screens.conftest import over
from tests.screens.digital_story import LAST, STORY
from tests.screens.reading import bars, drawn, figures, opened, sentence, tiles, titles, words

SINCE = {"from": "2026-02-25", "to": "2026-04-11"}
"""Since the mobile checkout broke: 45 days, against the 45 before."""


@pytest.fixture
def shop(home_of, monkeypatch) -> AppTest:
    return over(home_of(*STORY), monkeypatch, "digital")


def figure(app: AppTest, start: str) -> dict:
    """The figure of the card whose title starts so."""
    return next(specification for _, alt, specification in drawn(app) if alt.startswith(start))


def dots(spec: dict) -> dict[str, tuple[float, float, float]]:
    """Value and both ends of every dot, by the key a click gives."""
    found = {}
    for trace in spec["data"]:
        for place, key in enumerate(trace.get("customdata", ())):
            value, error = trace["x"][place], trace.get("error_x")
            if not error or value is None:
                continue
            found[key] = value, value - error["arrayminus"][place], value + error["array"][place]
    return found


def test_the_broken_checkout_is_found_on_the_device_where_it_broke(shop):
    app = opened(shop, **SINCE)
    assert "Devices differ in 1 of 1 tasks; most in Checkout: 50% on Mobile, 90% on Desktop" in titles(app)
    assert "Checkout, mobile: digital success fell from 90% to 50%" in titles(app)
    found = dots(figure(app, "Devices differ"))
    wilson = stats.binomtest(225, 450).proportion_ci(method="wilson")
    assert found["checkout|mobile"] == pytest.approx((50.0, 100 * wilson.low, 100 * wilson.high))
    assert found["checkout|desktop"][0] == pytest.approx(90.0)


def test_the_tiles_count_what_the_story_holds(shop):
    found = tiles(opened(shop, **SINCE))
    assert found["task_success"]["value"] == "70%"
    assert found["search_no_result"]["value"] == "50%"
    assert found["store_conversion"]["value"] == "17.9%"  # 1,125 orders of 6,300 visits


@pytest.mark.parametrize(
    ("measure", "desktop", "mobile"),
    [
        ("task_abandonment", 10, 50),
        ("task_errors", 0, 50),
        ("time_on_task", 60, 120),
        ("clicks_to_complete", 4, 8),
    ],
)
def test_every_measure_is_told_by_device(shop, measure, desktop, mobile):
    app = opened(shop, **SINCE, measure=measure)
    every = [dots(specification) for specification in figures(app).values()]
    found = next(each for each in every if "checkout|desktop" in each)
    assert found["checkout|desktop"][0] == pytest.approx(desktop)
    assert found["checkout|mobile"][0] == pytest.approx(mobile)


def test_channels_can_be_compared_instead(shop):
    app = opened(shop, **SINCE, across="channel")
    assert dots(figure(app, "Channels differ"))["checkout|app"][0] == pytest.approx(50.0)


def test_a_chosen_device_stays_in_colour_and_its_course_is_drawn(shop):
    app = opened(shop, **SINCE, task="checkout", device="desktop")
    assert any(title.startswith("Checkout, desktop: digital success held at 90%") for title in titles(app))
    mobile = next(
        t for t in figure(app, "Devices differ")["data"] if "checkout|mobile" in t.get("customdata", ())
    )
    desktop = next(
        t for t in figure(app, "Devices differ")["data"] if "checkout|desktop" in t.get("customdata", ())
    )
    assert mobile["marker"]["color"] != desktop["marker"]["color"]


def test_terms_without_a_result_are_ranked_and_one_persons_words_are_kept_back(shop):
    app = opened(shop, **SINCE)
    assert "“umbrella” never finds anything" in titles(app)
    found = bars(app, "“umbrella” never")
    assert [(row["key"], row["value"]) for row in found] == [("umbrella", "135")]
    assert "secret" not in json.dumps(found) + words(app)
    assert "1 terms asked by fewer than 5 people are not shown" in words(app)


def test_a_campaign_that_hardly_comes_back_stands_out_and_young_ones_are_apart(shop):
    app = opened(shop, period="90d")
    assert "Poor: 1% redeemed, others 20%" in titles(app)
    found = bars(app, "Poor: 1%")
    assert [(row["key"], row["value"]) for row in found] == [("Poor", "1%"), ("Good", "20%"), ("Young", "–")]
    assert found[2]["state"] == "partial"
    assert "Issued 600 → old enough 400 → redeemed in time 42; 200 too young to judge" in words(app)


def test_coupons_come_back_by_day_as_kaplan_meier_says(shop):
    app = opened(shop, period="90d", campaign="Good")
    curve = next(t for t in figure(app, "Good: half")["data"] if t.get("line", {}).get("shape") == "hv")
    by_day = dict(zip(curve["x"], curve["y"], strict=True))
    assert by_day[10] == pytest.approx(20.0)  # nobody was lost before day 60, so it is the plain share
    assert by_day[5] == pytest.approx(10.0)


def test_only_young_coupons_are_too_young_to_judge(shop):
    assert "These coupons are too young to judge" in titles(opened(shop, **SINCE))


def test_the_store_that_fills_and_sells_less_is_found(shop):
    app = opened(shop, **SINCE)
    told = next(title for title in titles(app) if title.startswith("Store C: "))
    assert "50% more visits, conversion 17 points down, 50% less sold" in told
    assert "it sells to 8.33% of its visitors, the others to 25%" in told
    found = bars(app, "Store conversion: 1 of 3 changed")
    assert (found[0]["label"], found[0]["value"]) == ("▼ Store C", "8.33%")  # 225 of 2,700
    assert "Store C sells to 8.33% of its visitors, other stores to 25%" in words(app)


def test_another_store_can_be_followed(shop):
    app = opened(shop, **SINCE, store="Store A")
    assert any(title.startswith("Store A: store visits") for title in titles(app))


def test_without_a_benchmark_the_card_says_so(shop):
    assert "Visits, with no benchmark in the data to set them against" in titles(opened(shop, **SINCE))


def test_a_benchmark_is_drawn_and_its_source_is_printed(home_of, monkeypatch):
    bounce = """insert into benchmark by name select 'bounce_rate' as metric, 'Shops *of* the north' as source,
      '2025' as year, 40.0 as typical, 'b.csv' as _file, 1 as _line, 'B' as _source,
      timestamp '2026-05-01' as _imported_at"""
    app = over(home_of(*STORY, bounce), monkeypatch, "digital")
    opened(app, **SINCE)
    assert "Bounce rate: better than the benchmark" in titles(app)
    assert "Shops *of* the north, 2025" in words(app)
    lines = [t for t in figure(app, "Bounce rate: better")["data"] if t.get("line", {}).get("dash")]
    assert [x for x in lines[0]["x"] if x is not None] == [40.0, 40.0]


def test_nonsense_in_the_address_is_the_pages_own_choice(shop):
    app = opened(
        shop, **SINCE, across="planet", measure="mood", task="'; drop table x", device="<b>", campaign="%{x}",
        store="nowhere", compare="none",
    )  # fmt: skip
    assert any(title.startswith("Devices differ") for title in titles(app))


def test_a_filter_that_leaves_nothing_leaves_a_page(shop):
    app = opened(shop, **{"from": "2025-12-30", "to": "2025-12-31"})
    assert "No task was begun in this period" in words(app)
    assert "No coupons were issued in this period" in words(app)


def test_an_empty_database_says_what_is_missing_and_how_to_bring_it(home_of, monkeypatch):
    app = over(home_of(), monkeypatch, "digital")
    opened(app)
    told = words(app)
    assert "No web, app or store events in the data." in told
    assert "task_start" in told
    assert "Import coupons" in told
    assert "Nothing in the data names a store" in told


def test_one_event_is_a_page(home_of, monkeypatch):
    app = over(home_of(LAST), monkeypatch, "digital")
    opened(app)
    assert "These events name no tasks" in words(app)


def test_what_a_source_class_leaves_out_is_not_drawn(home_of, monkeypatch):
    app = over(home_of(*STORY, ANSWERS), monkeypatch, "digital")
    opened(app, source_class="direct")
    assert "belongs to the sources that are chosen" in sentence(app)
    assert not figures(app)


def test_the_spread_between_devices_is_pearsons_chi_square(shop):
    table = np.array([[405, 225], [45, 225]])
    assert stats.chi2_contingency(table, correction=False).pvalue < 1e-30  # so that 'differs' is right
    words = next(
        t for t in figure(opened(shop, **SINCE), "Devices differ")["data"] if t.get("mode") == "text"
    )["text"]
    assert "40 points" in words[0]
    assert "differs" in words[0]


def test_medians_stand_beside_the_tasks(shop):
    app = opened(shop, **SINCE, measure="time_on_task")
    labels = [
        label
        for specification in figures(app).values()
        for label in specification["layout"]["yaxis"].get("ticktext", ())
    ]
    assert any(
        label.startswith("Checkout<br>") and "median 1 min" in label for label in labels
    )  # 405 of 60 s, 225 of 120 s


def test_a_device_narrows_what_is_compared_by_channel(shop):
    app = opened(shop, **SINCE, across="channel", device="mobile")
    every = [dots(specification) for specification in figures(app).values()]
    found = next(each for each in every if "checkout|app" in each)
    assert set(found) == {"checkout|app"}


ROWS = {
    "digital_session_rows": ({"device": "mobile"}, {"device": None}),
    "digital_task_rows": ({"task": "checkout", "device": "mobile"}, {"task": None, "device": None}),
    "digital_term_rows": ({"least": 5},),
    "digital_coupon_rows": ({"campaign": "Good"}, {"campaign": None}),
    "digital_store_rows": ({"store": "Store C"}, {"store": None}, {"store": "nowhere"}),
}


@pytest.mark.parametrize(("name", "params"), [(name, each) for name, many in ROWS.items() for each in many])
def test_the_rows_behind_a_card_can_be_asked_with_every_choice(home_of, name, params):
    path = current(home_of(*STORY))
    assert path is not None
    snapshot = open_snapshot(path)
    scope = Scope(date(2026, 2, 25), date(2026, 4, 11), channel=("app", "web", "store", "email"))
    question = ask(name, scope, {**params, "most": 7})
    table = snapshot.query(question.sql, question.params)
    snapshot.close()
    wanted = 0 if "nowhere" in params.values() or params.get("campaign", "") in ("Good",) else 7
    assert table.num_rows == wanted
    assert not {"name", "email", "phone"} & set(table.column_names)


def test_every_card_has_its_data_and_its_rows(shop, monkeypatch):
    cards = []
    for name in ("tasks", "task", "visits", "search", "coupons", "coupon_days", "stores", "store"):
        module = importlib.import_module(f"dashboard.screens.digital_{name}")
        real = module.card
        monkeypatch.setattr(
            module,
            "card",
            lambda made, visit, real=real: (cards.append((made, visit)), real(made, visit))[1],
        )
    opened(shop, period="90d", store="Store A")
    assert {card.key for card, _ in cards} == {
        "digital_task_success", "digital_task", "digital_visits", "digital_search", "digital_coupons",
        "digital_coupon_days", "digital_footfall", "digital_store_conversion", "digital_store_sales",
        "digital_course_footfall", "digital_course_store_conversion", "digital_course_store_sales",
    }  # fmt: skip
    for card, visit in cards:
        assert card.rows(), card.key
        assert pa.Table.from_pylist([dict(row) for row in card.rows()]).num_rows, card.key
        assert card.asked(), card.key
        behind = card.rows_behind(3)
        assert behind is not None, card.key
        assert visit.db.query(behind.sql, behind.params).num_rows == 3, card.key
