"""Views are small files that survive bad neighbours, and ship three."""

from __future__ import annotations

import pytest

from dashboard.screens.views import LONGEST_NAME, SHIPPED, ViewError, key_of, read_views, write_view

KNOWN = {"nps", "csat", "churn_rate"}


def test_three_views_ship():
    assert set(SHIPPED) == {"executive", "cx-lead", "team"}
    assert len(SHIPPED["executive"].tiles) == 10


def test_a_view_that_was_kept_is_read_back_in_its_order(tmp_path):
    write_view(tmp_path, "Monday  meeting", ["csat", "nps", "csat"])
    views, notices = read_views(tmp_path, KNOWN)
    assert views["monday-meeting"].tiles == ("csat", "nps")
    assert views["monday-meeting"].label == "Monday meeting"
    assert notices == []


def test_a_view_can_be_kept_again_under_its_name(tmp_path):
    write_view(tmp_path, "Mine", ["csat"])
    write_view(tmp_path, "Mine", ["nps"])
    assert read_views(tmp_path, KNOWN)[0]["mine"].tiles == ("nps",)
    assert [path.name for path in (tmp_path / "views").iterdir()] == ["mine.toml"]


@pytest.mark.parametrize("name", ["", "   ", "///", "..", "名"])
def test_a_name_of_nothing_a_file_can_carry_is_refused(tmp_path, name):
    with pytest.raises(ViewError, match="letter or digit"):
        write_view(tmp_path, name, ["nps"])


def test_a_name_cannot_leave_the_folder(tmp_path):
    view = write_view(tmp_path / "home", "../../etc/passwd", ["nps"])
    assert view.key == "etc-passwd"
    assert [p.name for p in tmp_path.rglob("*.toml")] == ["etc-passwd.toml"]


def test_a_shipped_view_stays_as_it_is(tmp_path):
    with pytest.raises(ViewError, match="ships with Sightline"):
        write_view(tmp_path, "Executive", ["nps"])


def test_a_view_without_tiles_is_refused(tmp_path):
    with pytest.raises(ViewError, match="at least one tile"):
        write_view(tmp_path, "Mine", [])


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path):
    (tmp_path / "views").write_text("a file where the folder should be")
    with pytest.raises(ViewError, match="was not kept"):
        write_view(tmp_path, "Mine", ["nps"])


@pytest.mark.parametrize("text", ["not toml [", "tiles = 3", "tiles = []", 'tiles = ["gone"]', "", "\udcff"])
def test_a_file_that_names_no_tile_is_left_out_and_named(tmp_path, text):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "bad.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    views, notices = read_views(tmp_path, KNOWN)
    assert set(views) == set(SHIPPED)
    assert "bad.toml" in notices[0]


def test_tiles_that_no_longer_exist_are_left_out(tmp_path):
    (tmp_path / "views").mkdir()
    (tmp_path / "views" / "old.toml").write_text('name = "Old"\ntiles = ["gone", "nps", 7]')
    assert read_views(tmp_path, KNOWN)[0]["old"].tiles == ("nps",)


def test_keys_are_plain():
    assert key_of("CX lead: Vilnius & Kaunas!", LONGEST_NAME) == "cx-lead-vilnius-kaunas"
