"""The page Voice without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.conftest import over
from tests.screens.gathering import card, gathered
from tests.screens.reading import bars, opened
from tests.screens.voice_story import ROWS

QUERY = {"period": ["28d"]}
COMPARED = {"period": ["28d"], "compare": ["previous"]}


@pytest.fixture
def home(home_of) -> Path:
    return home_of(*ROWS)


def test_the_rows_of_the_topics_are_the_bars_of_the_screen(home, monkeypatch):
    rows = card(gathered("voice", home, COMPARED), "voice_topics")
    app = over(home, monkeypatch, "voice")
    drawn = bars(opened(app, period="28d", compare="previous"), "Texts with each topic")
    now = [row for row in rows if row["series"] == "now"]
    assert [row["key"] for row in drawn] == [row["topic"] for row in now]
    # 28 days with 12 reviews (20 of them since day 80; 8 with 10), three about payment since then, else one
    assert now[0]["texts"] == 20 * 3 + 8
    assert now[0]["share"] == pytest.approx(100 * now[0]["texts"] / now[0]["of all texts"])
    assert {row["series"] for row in rows} == {"now", "before"}


def test_the_rows_of_the_stars_are_in_stars_with_where_they_stood(home):
    rows = card(gathered("voice", home, COMPARED | {"reviews": ["site"]}), "voice_stars_site")
    now, before = rows
    # ten a day to day 79: 1, 4 and eight of 5; twelve a day since: 1, 1, 2, 4 and eight of 5
    assert before["stars"] == pytest.approx((1 + 4 + 8 * 5) / 10)
    assert now["stars"] == pytest.approx((8 * (1 + 4 + 40) + 20 * (1 + 1 + 2 + 4 + 40)) / (8 * 10 + 20 * 12))
    assert now["low"] < now["stars"] < now["high"]


def test_the_steps_of_a_line_stand_together_in_the_order_of_time(home):
    rows = card(gathered("voice", home, QUERY), "voice_brands")
    names = [row["name"] for row in rows]
    assert list(dict.fromkeys(names)) == ["Tea & Co", "Rival"]
    assert names == sorted(names, key=["Tea & Co", "Rival"].index)
    own = [row for row in rows if row["own"]]
    assert [row["from"] for row in own] == sorted(row["from"] for row in own)
    assert own[-1]["share"] == pytest.approx(50)
