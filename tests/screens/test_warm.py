"""What the server does before its first visitor."""

from __future__ import annotations

import subprocess
import sys
from shutil import copytree

import pytest

from dashboard import server
from dashboard.screens import data
from dashboard.screens.exhibits import page, visit_of

OVERVIEW = """
import sys
from pathlib import Path
from dashboard.screens import data
from dashboard.screens.exhibits import page, visit_of
home = Path(sys.argv[1])
assert page("overview", visit_of(data.published(home)[0], home, {}), {}).cards
sys.exit("pandas" in sys.modules)
"""


def test_pandas_is_not_imported_for_the_overview(story_home):
    ended = subprocess.run([sys.executable, "-c", OVERVIEW, str(story_home)], check=False)
    assert ended.returncode == 0


def test_the_first_visitor_of_the_overview_asks_nothing_again(story_home, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_HOME", str(story_home))
    monkeypatch.setattr(server.gc, "freeze", lambda: None)
    data._kept.clear()
    server._ready()
    db, _ = data.published(story_home)
    monkeypatch.setattr(type(db), "query", lambda *_, **__: pytest.fail("asked again"))
    assert page("overview", visit_of(db, story_home, {}), {}).cards


@pytest.mark.parametrize("company", [None, "[company"])
def test_a_home_with_nothing_to_show_does_not_keep_it_from_starting(
    story_home, tmp_path, monkeypatch, company
):
    home = tmp_path / "home"
    if company is not None:
        copytree(story_home, home)
        (home / "company.toml").write_text(company)
    monkeypatch.setenv("SIGHTLINE_HOME", str(home))
    monkeypatch.setattr(server.gc, "freeze", lambda: None)
    server._ready()
