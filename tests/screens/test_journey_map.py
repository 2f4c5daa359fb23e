"""The touchpoint map, the paths and the pain points as a reader meets them.

120 days; each day twelve new customers check out at noon, six in the app and six on the web, order five minutes later
and answer at one. In the last 28 days three of the six in the app cannot finish and a fourth can but is as unhappy:
these four score 3, all others 9. One customer a day asks about delivery and is content.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.screens.data import HOME
from tests.screens.conftest import made

COMPANY = """name = "Tea & Co"
[[journey]]
name = "Buying"
touchpoints = ["checkout", "order"]
[[journey]]
name = "Helping"
touchpoints = ["support_contact"]
"""
FROM = "'file' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-06-01' as _imported_at"
DAY = "timestamp '2026-01-01 12:00' + to_days(d::int)"
VISITS = f"""
insert into event by name
select 'e' || d || '-' || i || '-' || s as event_id, {DAY} + to_minutes(s * 5) as happened_at,
  'c' || (12 * d + i) as customer_id, 'v' || d || '-' || i as session_id,
  case s when 0 then 'task_start' when 1 then 'task_finish' when 2 then 'purchase' else 'page_view' end as name,
  case when s < 2 then 'checkout' end as task, case s when 2 then 'order' end as touchpoint,
  case when i < 6 then 'app' else 'web' end as channel, {FROM}
from range(120) days(d), range(12) people(i), range(15) steps(s)
where s in (0, 14) or (s < 3 and not (d >= 92 and i < 3))
"""
ANSWERS = f"""
insert into survey_answer by name
select 'a' || d || '-' || i as answer_id, {DAY} + to_hours(1) as answered_at, 'c' || (12 * d + i) as customer_id,
  'nps' as kind, case when d >= 92 and i < 4 then 3 else 9 end as score, 0 as scale_min, 10 as scale_max,
  'up' as direction, case when i < 6 then 'app' else 'web' end as channel, 'checkout' as touchpoint, {FROM}
from range(120) days(d), range(12) people(i)
"""
CONTACTS = f"""
insert into contact by name
select 't' || d as contact_id, {DAY} + to_minutes(30) as opened_at, 'c' || (12 * d + 11) as customer_id,
  'support_contact' as touchpoint, '<b>where</b>' as topic, 'phone' as channel, {FROM}
from range(120) days(d)
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return made(tmp_path_factory.mktemp("shop") / "home", VISITS, ANSWERS, CONTACTS, company=COMPANY)


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


def over(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv(HOME, str(home))
    st.cache_resource.clear()
    yield AppTest.from_function(page, default_timeout=30)
    st.cache_resource.clear()


@pytest.fixture
def app(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    yield from over(shop, monkeypatch)


def opened(app: AppTest, **query: str) -> AppTest:
    for name, value in {"period": "28d", **query}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def titles(app: AppTest) -> list[str]:
    return [element.value.replace("\\", "") for element in app.subheader]


def said(app: AppTest) -> str:
    return "\n".join(e.value.replace("\\", "") for e in (*app.caption, *app.info, *app.markdown))


def figures(app: AppTest) -> dict[str, dict]:
    return {
        chart.proto.id.rsplit("-", 1)[-1]: json.loads(chart.proto.spec) for chart in app.get("plotly_chart")
    }


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
    assert "The stage filter only chooses the touchpoint" in said(app)


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
    assert app.selectbox(key="pains_one").value == "task|checkout|app"


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
def test_an_empty_company_and_one_row_are_told_what_is_missing(rows, tmp_path, monkeypatch):
    for app in over(made(tmp_path / "home", *rows, company=COMPANY), monkeypatch):
        app.run()
        assert not app.exception
        assert "Map such a column" in said(app)
        assert "Paths need touches" in said(app)
        assert "bring in NPS" in said(app)
