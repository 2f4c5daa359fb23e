"""A page shows one of its sections at a time, and says in the address and in links which."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.screens.sections import Section, sections
from tests.screens.conftest import over
from tests.screens.reading import opened, titles
from tests.screens.teams_story import COMPANY, STORY

LABELS = ["Leaderboard", "Waiting and load", "Topics and coaching", "Why it moved", "All"]


@pytest.fixture
def desk(home_of, monkeypatch) -> AppTest:
    app = over(home_of(*STORY, company=COMPANY), monkeypatch, "teams")
    del app.query_params["section"]
    return app


def shown(app: AppTest) -> str:
    return app.segmented_control(key="sections").value


def test_the_first_section_is_shown_and_no_other(desk):
    app = opened(desk)
    assert app.segmented_control(key="sections").options == LABELS
    assert shown(app) == "standing"
    assert "section" not in app.query_params
    assert any("customer satisfaction" in title for title in titles(app))


def test_a_section_is_one_press_away_and_in_the_address(desk):
    app = opened(desk)
    app.segmented_control(key="sections").set_value("waiting").run()
    assert app.query_params["section"] == "waiting"
    waiting = titles(app)
    assert waiting
    assert set(waiting).isdisjoint(titles(opened(desk, section="standing")))


def test_all_shows_every_section(desk):
    alone = [titles(opened(desk, section=name)) for name in ("standing", "waiting", "topics", "number")]
    assert titles(opened(desk, section="all")) == [title for part in alone for title in part]


@pytest.mark.parametrize("nonsense", ["", "nosuch", "<b>", "funnel"])
def test_nonsense_in_the_address_is_the_first_section(desk, nonsense):
    assert shown(opened(desk, section=nonsense)) == "standing"


def test_a_section_draws_only_when_it_is_chosen(monkeypatch):
    def page() -> None:
        import streamlit as st

        from dashboard.screens import address
        from dashboard.screens.sections import Section, sections

        address.arrived("page")
        parts = [
            Section(key, key.upper(), (lambda key=key: st.write(f"drawn {key}"),)) for key in ("one", "two")
        ]
        sections("page", parts)

    app = AppTest.from_function(page).run()
    assert [element.value for element in app.markdown] == ["drawn one"]
    app.segmented_control(key="sections").set_value("two").run()
    assert [element.value for element in app.markdown] == ["drawn two"]
    app.segmented_control(key="sections").set_value("all").run()
    assert [element.value for element in app.markdown] == ["drawn one", "drawn two"]


def test_without_a_reader_all_are_drawn_and_each_card_knows_its_own():
    from dashboard.screens.gather import gather
    from dashboard.screens.sections import where

    places = []
    parts = [Section(key, key, (lambda: places.append(where("page")),)) for key in ("one", "two")]
    gather(lambda visit: sections("page", parts), None, {"section": ["two"]})
    assert places == [{"section": "one"}, {"section": "two"}]
