"""The Overview as a reader meets it, over the story of conftest.py."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens.views import SHIPPED
from tests.screens.conftest import made, over
from tests.screens.reading import below, given, html, opened, sentence, tiles


def strip(app: AppTest) -> dict:
    return given(app, "tiles")[0][1]


def rows(app: AppTest) -> list[dict]:
    return given(app, "bars")[0][1]["rows"]


def test_the_fall_is_told_in_the_first_sentence_with_its_place(story):
    told = sentence(opened(story, period="28d"))
    assert told.startswith("Net Promoter Score fell")
    assert "to 0, more than chance would give" in told
    assert "the app channel" in told


def test_the_tile_says_value_change_interval_n_and_target(story):
    nps = tiles(opened(story, period="28d"))["nps"]
    assert nps["value"] == "0"
    assert (nps["arrow"], nps["tone"]) == ("▼", "bad")
    assert nps["moved"].endswith("points, worse")
    assert nps["n"] == "n 280"
    assert "target 50" in nps["marks"]
    assert nps["evidence"] == "−12 to 12"
    assert "<polyline" in nps["spark"]


def test_what_cannot_be_told_is_a_dash_with_its_reason(story):
    shown = tiles(opened(story, period="28d"))
    assert shown["churn_rate"]["value"] == "–"
    assert shown["churn_rate"]["state"] == "refused"
    assert shown["churn_rate"]["evidence"].endswith(".")


def test_why_it_moved_adds_up_to_the_change_of_the_tile(story):
    app = opened(story, period="28d", by="channel")
    drawn = next(element.proto.body for element in app.get("html") if "waterfall" in element.proto.body[:40])
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>.*?<td>(.*?) points</td>', drawn)
    before = 100 * (270 - 10) / 280  # of the 28 days before, the last two had five detractors each
    parts = [(name, float(amount.replace("−", "-"))) for name, amount in rows]
    assert parts[-1] == ("All together", pytest.approx(0 - before, abs=0.5))
    assert sum(amount for _, amount in parts[:-1]) == pytest.approx(parts[-1][1], abs=1)
    assert parts[0][0] == "App"


def test_the_breakdown_starts_with_the_worst_and_says_so_in_its_title(story):
    app = opened(story, period="28d", by="channel")
    assert "From −100 in App to 100 in Web" in below(app)
    assert [row["key"] for row in rows(app)] == ["app", "web"]


def test_a_filter_in_the_address_reaches_every_number(story):
    app = opened(story, period="28d", channel="web")
    assert tiles(app)["nps"]["value"] == "100"
    assert tiles(app)["nps"]["n"] == "n 140"


def test_the_breakdown_is_not_filtered_by_its_own_dimension(story):
    shown = rows(opened(story, period="28d", channel="web", by="channel"))
    assert {row["key"]: row["state"] for row in shown} == {"app": "faint", "web": "shown"}


def test_a_value_the_data_does_not_know_is_named_and_left_out(story):
    app = opened(story, period="28d", tile="nps", team="nobody")
    assert "team that is not in the data" in "".join(w.value.replace("\\", "") for w in app.warning)


def test_another_tile_is_opened_by_the_address(story):
    app = opened(story, tile="csat")
    assert strip(app)["opened"] == "csat"
    assert "Nothing was observed" in below(app)


@pytest.mark.parametrize("view", SHIPPED)
def test_every_shipped_view_names_metrics_that_exist_and_shows_them_in_order(story, view):
    assert set(SHIPPED[view].tiles) <= set(CATALOGUE)
    assert list(tiles(opened(story, view=view))) == list(SHIPPED[view].tiles)


def test_an_unknown_view_tile_or_breakdown_falls_back(story):
    app = opened(story, view="../../etc", tile="<script>", by="nothing")
    assert list(tiles(app)) == list(SHIPPED["executive"].tiles)


def test_a_viewers_own_view_is_a_file_and_can_be_linked(tmp_path, monkeypatch, story_home):
    home = Path(shutil.copytree(story_home, tmp_path / "home"))
    (home / "views").mkdir()
    (home / "views" / "monday.toml").write_text(
        'name = "Monday"\ntiles = ["contacts", "nps", "gone"]\n', "utf-8"
    )
    assert list(tiles(opened(over(home, monkeypatch), view="monday"))) == ["contacts", "nps"]


def test_source_classes_frame_which_numbers_are_shown(story):
    shown = tiles(opened(story, source_class="direct"))
    assert shown
    assert all(CATALOGUE[key].source == "direct" for key in shown)


def test_the_page_says_how_old_the_data_is_and_that_it_is_made_up(story):
    said = below(opened(story))
    assert "data as of 10 Apr 2026" in said
    assert "made up for demonstration" in said


def test_both_ranges_of_a_comparison_are_printed(story):
    assert "14 Mar to 10 Apr 2026, compared with 14 Feb to 13 Mar 2026" in below(opened(story, period="28d"))


def test_no_number_is_read_without_an_answer_at_all(home_of, monkeypatch):
    app = over(home_of(), monkeypatch)
    app.run()
    assert not app.exception
    assert all(tile["value"] == "–" for tile in tiles(app).values())
    assert "No surveys, tickets" in html(app)


def test_one_row_is_a_page(home_of, monkeypatch):
    one = """insert into survey_answer by name select 'a' as answer_id, timestamp '2026-01-01 12:00' as answered_at,
      'c' as customer_id, 'nps' as kind, 9 as score, 0 as scale_min, 10 as scale_max, 'up' as direction,
      's.csv' as _file, 1 as _line, 'Survey' as _source, timestamp '2026-05-01' as _imported_at"""
    app = over(home_of(one), monkeypatch)
    app.run()
    assert not app.exception
    assert tiles(app)["nps"]["state"] == "small"
    assert tiles(app)["nps"]["n"] == "n 1"


def test_nothing_built_yet_says_what_is_missing_and_the_command(tmp_path, monkeypatch):
    home = tmp_path / "new"
    home.mkdir()
    (home / "company.toml").write_text('name = "New"\n', "utf-8")
    app = over(home, monkeypatch)
    app.run()
    assert app.title[0].value == "No data yet"
    assert any("sightline import" in block.value for block in app.code)


def test_a_missing_company_file_says_so_and_the_command(tmp_path, monkeypatch):
    app = over(tmp_path / "none", monkeypatch)
    app.run()
    assert not app.exception
    assert any("sightline init" in block.value for block in app.code)


def test_a_damaged_snapshot_breaks_nothing_and_is_told_with_what_to_do(tmp_path: Path, monkeypatch):
    home = made(tmp_path / "hurt")
    (snapshot,) = (home / "snapshots").glob("*.duckdb")
    snapshot.write_bytes(b"not a database")
    app = over(home, monkeypatch)
    app.run()
    assert not app.exception
    assert "No snapshot can be read" in app.error[0].value
    assert "sightline build" in app.error[0].value
    assert not app.get("bidi_component")
