"""The causes planted in the demo for the page Teams, read off the page; a quarter of the demo is enough for them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.screens.conftest import over
from tests.screens.reading import html, opened, sentence, titles


def cause(home: Path, key: str) -> dict:
    truth = json.loads((home / "raw" / ".truth.json").read_text("utf-8"))
    return next(found for found in truth["causes"] if found["key"] == key)


def test_the_late_team_is_told_in_the_sentence_on_the_leaderboard_and_by_its_backlog(
    planted_home, monkeypatch
):
    team = cause(planted_home, "returns_backlog")["where"]["team"]
    app = over(planted_home, monkeypatch, "teams")
    page = opened(app)
    assert sentence(page).startswith(f"{team} got worse on customer satisfaction")
    found = titles(page)
    assert f"{team} stands last on customer satisfaction" in found
    assert any(title.startswith(f"The backlog of {team} grew from") for title in found)
    assert f'<th scope="row">{team}</th><td class="bad">' in html(page)


def test_the_month_the_bot_turned_and_what_it_did_since_are_told(planted_home, monkeypatch):
    planted = cause(planted_home, "bot_containment")
    since, size = date.fromisoformat(planted["since"]), planted["size"]
    app = over(planted_home, monkeypatch, "teams")
    told = next(title for title in titles(opened(app)) if " the bot keeps " in title)
    assert told.startswith(f"Since {since:%B %Y} the bot keeps ")
    after, before, *_ = (int(share) for share in re.findall(r"(\d+)%", told))
    assert after == pytest.approx(size["contained_after"], abs=4)
    assert before == pytest.approx(size["contained_before"], abs=4)
