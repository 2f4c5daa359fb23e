"""The causes planted in the demo for the page Teams, read off the page; a quarter of the demo is enough for them."""

from __future__ import annotations

import json
import re
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from dashboard.store.snapshot import current, open_snapshot
from tests.screens.conftest import over
from tests.screens.reading import figures, html, opened, sentence, titles


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


def test_who_gave_up_is_told_apart_from_who_was_resolved(planted_home, monkeypatch):
    with closing(open_snapshot(current(planted_home))) as snapshot:
        rows = snapshot.query("""
            select team::varchar as team, resolution_s as seconds, resolution_observed as resolved, abandoned
            from fact_contact, (select max(day) as last from fact_contact)
            where day > last - 90 and resolution_s is not null
        """).to_pandas()
    drawn = figures(opened(over(planted_home, monkeypatch, "teams")))
    (key,) = (name for name in drawn if name.startswith("figure_waits_resolution_time"))
    checked = 0
    for line in drawn[key]["data"]:
        team = re.search("<b>(.+?)</b>", (line.get("hovertext") or [""])[-1])
        own = rows[rows.team == team[1]] if team else rows[:0]
        cause_of = np.where(own.resolved, 1, np.where(own.abandoned.fillna(False).astype(bool), 2, 0))
        if not (cause_of == 2).any():
            continue
        met, gone = (by_end[-1] for by_end in CumIncidenceRight(own.seconds.to_numpy(), cause_of).cinc)
        told = re.search(
            r"([\d.]+)% resolved, ([\d.]+)% given up, ([\d.]+)% still open", line["hovertext"][-1]
        )
        assert float(told[1]) == pytest.approx(100 * met, abs=1)
        assert float(told[2]) == pytest.approx(100 * gone, abs=0.1)
        assert sum(map(float, told.groups())) == pytest.approx(100, abs=0.2)
        checked += 1
    assert checked >= 3
