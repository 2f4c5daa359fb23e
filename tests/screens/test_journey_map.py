"""The touchpoint map, the paths and the pain points as a reader meets them, over the story of journey_story.py."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens import reading
from tests.screens.conftest import over
from tests.screens.journey_story import ANSWERS, COMPANY, CONTACTS, FROM, VISITS
from tests.screens.reading import below, chosen, figures, titles


def page() -> None:
    from dashboard.screens.enter import enter
    from dashboard.screens.journey_pains import pains, pains_sentence
    from dashboard.screens.journey_paths import paths
    from dashboard.screens.journey_touchpoints import touchpoints

    visit = enter("journey")
    if visit:
        import streamlit

        touchpoints(visit)
        paths(visit)
        pains(visit)
        streamlit.text(pains_sentence(visit) or "nothing")


@pytest.fixture
def app(home_of, monkeypatch) -> AppTest:
    return over(home_of(VISITS, ANSWERS, CONTACTS, company=COMPANY), monkeypatch, page)


def opened(app: AppTest, **query: str) -> AppTest:
    return reading.opened(app, **{"period": "28d", **query})


def cells(app: AppTest) -> dict[tuple[str, int], str]:
    trace = figures(app)["figure_touchpoints"]["data"][2]
    bases = sorted(set(trace["base"]))
    return {
        (key, bases.index(base)): text
        for key, base, text in zip(trace["customdata"], trace["base"], trace["text"], strict=True)
    }


def test_feeling_is_by_class_and_together_with_its_n_and_its_fall_is_told(app):
    opened(app)
    found = cells(app)
    assert titles(app)[0] == "Checkout fell most: what customers told us by 67 points"
    assert "<b>33</b>\u2009▼" in found["checkout", 0]  # 224 of 336 promoters, 112 detractors
    assert "n 336" in found["checkout", 0]
    assert "<b>50</b>" in found["checkout", 1]  # 252 of 336 finished
    assert "<b>42</b>" in found["checkout", 2]  # the mean of both


def test_stages_stand_in_the_companys_order_with_their_touchpoints_below(app):
    labels = figures(opened(app))["figure_touchpoints"]["layout"]["yaxis"]["ticktext"]
    assert labels == ["<b>Buying</b>", "Checkout", "Order", "<b>Helping</b>", "Support contact"]


def test_a_source_class_that_is_not_chosen_is_not_on_the_map(app):
    found = cells(opened(app, source_class="inferred"))
    assert set(found) == {("checkout", 0), ("checkout", 1)}
    assert "<b>50</b>" in found["checkout", 1]


def test_a_stage_that_is_not_chosen_is_grey_and_stays(app):
    bars = figures(opened(app, stage="Helping"))["figure_touchpoints"]["data"][0]
    assert len(set(bars["marker"]["color"])) == 2


def test_without_a_comparison_nothing_fell(app):
    opened(app, compare="none")
    assert titles(app)[0] == "How every touchpoint felt"
    assert "▼" not in "".join(cells(app).values())


def test_paths_say_where_visits_went_and_how_many_stopped(app):
    opened(app, along="session", touchpoint="checkout")
    assert titles(app)[1] == "After checkout, 75% go on to order; 25% stop there"
    trace = figures(app)["figure_paths"]["data"][0]
    assert sorted(trace["link"]["value"]) == [84, 252, 252]


def test_paths_can_be_followed_back(app):
    opened(app, along="session", touchpoint="order", path="before")
    assert titles(app)[1] == "Before order, 100% came from checkout"


def test_a_stage_filter_chooses_the_touchpoint_of_the_paths(app):
    opened(app, stage="Helping", touchpoint="checkout")
    assert app.selectbox(key="paths_step").value == "support_contact"
    assert "The stage filter only chooses the touchpoint" in below(app)


def test_choosing_a_touchpoint_is_in_the_address(app):
    opened(app, along="session")
    app.selectbox(key="paths_step").select("order").run()
    assert app.query_params["touchpoint"] in ("order", ["order"])
    assert titles(app)[1].startswith("After order")


def test_the_heaviest_pain_is_the_place_with_its_customers_and_its_damage(app):
    opened(app)
    assert titles(app)[2] == "Checkout, App: 168 customers, 133 points lower"  # -33 against 100
    assert app.text[0].value == (
        "The heaviest pain point is checkout, App: 168 customers met it, and their Net Promoter Score is 133 points "
        "lower than that of others."
    )
    words = figures(app)["figure_pains"]["data"][1]["text"]
    assert "84 customers, 178 points lower" in words[1]  # who failed: -100 against 77.8
    assert words[2].startswith("<b>Not proven</b>")


def test_what_customers_wrote_is_shown_as_text(app):
    opened(app)
    words = "".join(figures(app)["figure_pains"]["data"][1]["text"])
    assert "&lt;b&gt;where&lt;/b&gt;" in words
    assert "about <b>where" not in words


def test_a_pain_of_the_address_shows_its_weeks(app):
    opened(app, pain="task|checkout|app")
    assert titles(app)[3].startswith("Checkout not finished, App: most customers, 21, met it in the week of")
    assert chosen(app)["pain"] == "task|checkout|app"


def test_pains_follow_the_filters(app):
    opened(app, channel="web")
    assert titles(app)[2] == "No pain point is proven to do damage"
    assert app.text[0].value == "nothing"


@pytest.mark.parametrize("nonsense", ["<b>", "%F0", "place|checkout", ""])
def test_nonsense_in_the_address_breaks_nothing(app, nonsense):
    opened(app, touchpoint=nonsense, path=nonsense, along=nonsense, pain=nonsense, damage=nonsense)
    assert len(figures(app)) == 4


@pytest.mark.parametrize("rows", [(), (
    f"insert into survey_answer by name select '1' as answer_id, timestamp '2026-01-01' as answered_at, 'nps' as kind, "
    f"9 as score, 0 as scale_min, 10 as scale_max, 'a' as customer_id, {FROM}",
)])  # fmt: skip
def test_an_empty_company_and_one_row_are_told_what_is_missing(rows, home_of, monkeypatch):
    app = over(home_of(*rows, company=COMPANY), monkeypatch, page)
    app.run()
    assert not app.exception
    assert "Map such a column" in below(app)
    assert "Paths need touches" in below(app)
    assert "bring in NPS" in below(app)
