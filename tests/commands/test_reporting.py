"""`report` and `digest`: files from the shell, without a browser or a server."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.reports.deck import Deck, Slide, write_deck
from tests.screens.conftest import PEOPLE, STORY, made


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("reported") / "home", PEOPLE, STORY)


def run(*words: object, ends: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == ends, done.output
    return done.output


def asked(home: Path, *words: str) -> dict:
    return json.loads(run("ask", *words, "--home", home, "--json"))


def test_a_page_is_written_with_the_numbers_that_ask_gives(home, tmp_path):
    run(
        "report",
        "--home",
        home,
        "--page",
        "overview",
        "--query",
        "period=28d&by=channel",
        "--to",
        tmp_path / "p.xlsx",
    )
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    sheet = next(
        sheet for sheet in book if str(sheet["A2"].value).startswith("Net Promoter Score by channel")
    )
    head = [cell.value for cell in sheet[5]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=6)]
    told = asked(home, "nps", "--period", "28d", "--by", "channel")
    for answer in told["answers"]:
        same = next(row for row in rows if row["group"] == answer["group"] and row["series"] == "now")
        assert (same["value"], same["low"], same["high"], same["n"]) == pytest.approx(
            (answer["value"], answer["low"], answer["high"], answer["n"])
        )


@pytest.mark.parametrize("form", ["pptx", "pdf", "html", "xlsx"])
def test_a_deck_is_written_by_its_name_in_every_form(home, tmp_path, form):
    write_deck(home, Deck("board", "Board", (Slide("overview", "trend_nps", "period=28d"),)))
    said = run("report", "--home", home, "--deck", "board", "--to", tmp_path / f"board.{form}")
    assert "1 of Board" in said
    assert (tmp_path / f"board.{form}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--page", "overview", "--deck", "x"), 2, "Name a deck"),
        ((), 2, "Name a deck"),
        (("--page", "secrets"), 2, "No page is called"),
        (("--deck", "nobody"), 1, "cannot be read"),
        (("--page", "overview", "--snapshot", "0" * 16), 1, "no snapshot"),
    ],
)
def test_what_cannot_be_written_says_why_and_leaves_nothing(home, tmp_path, words, code, says):
    assert says in run("report", "--home", home, *words, "--to", tmp_path / "r.html", ends=code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("page", ["present", "nosuch"])
def test_a_deck_of_a_page_that_has_no_slides_says_which_have(home, tmp_path, page):
    (tmp_path / "d.toml").write_text(f"title = 'D'\n[[slides]]\npage = '{page}'\n", "utf-8")
    said = run("report", "--home", home, "--deck", tmp_path / "d.toml", "--to", tmp_path / "r.html", ends=1)
    assert f"There are no slides of a page called '{page}'" in said
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize("content", [b"no PowerPoint", None])
def test_a_template_that_cannot_be_used_says_so_and_leaves_what_was_there(home, tmp_path, content):
    if content is not None:
        (tmp_path / "own.potx").write_bytes(content)
    (tmp_path / "r.pptx").write_bytes(b"last month")
    said = run("report", "--home", home, "--page", "overview", "--template", tmp_path / "own.potx", "--to",
               tmp_path / "r.pptx", ends=1)  # fmt: skip
    assert "own.potx cannot be" in said
    assert (tmp_path / "r.pptx").read_bytes() == b"last month"
    assert {path.name for path in tmp_path.iterdir()} <= {"own.potx", "r.pptx"}


def test_the_company_s_own_colours_and_template_are_taken_and_what_cannot_be_read_is_said(home, tmp_path):
    other = Path(shutil.copytree(home, tmp_path / "home"))
    file = other / "company.toml"
    file.write_text(f'{file.read_text("utf-8")}\n[look]\naccent = "#6B1E5C"\nothers = ["#FFEE00"]\n', "utf-8")
    said = run("report", "--home", other, "--page", "overview", "--to", tmp_path / "r.html")
    assert "#FFEE00 of the company file cannot be read" in said
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "#6B1E5C" in text
    assert "#23508E" not in text
    file.write_text(f'{file.read_text("utf-8")}template = "own.pptx"\n', "utf-8")
    assert "own.pptx cannot be read" in run(
        "report", "--home", other, "--page", "overview", "--to", tmp_path / "r.pptx", ends=1
    )


def test_a_form_that_is_not_known_is_refused(home, tmp_path):
    assert ".docx ends in none of" in run(
        "report", "--home", home, "--page", "overview", "--to", tmp_path / "r.docx", ends=1
    )


def test_the_digest_says_the_sentence_and_the_numbers(home):
    said = run("digest", "--home", home, "--query", "period=28d")
    assert "Net Promoter Score fell" in said
    assert "Net Promoter Score: 0" in said


def test_the_digest_can_keep_silent_when_nothing_stands_out(home, tmp_path):
    quiet = run("digest", "--home", home, "--query", "from=2026-01-21&to=2026-02-10", "--only-signal", "--to",
                tmp_path / "d.html")  # fmt: skip
    assert "nothing was said" in quiet
    assert list(tmp_path.iterdir()) == []
    run("digest", "--home", home, "--query", "period=28d", "--only-signal", "--to", tmp_path / "d.html")
    assert "Net Promoter Score" in (tmp_path / "d.txt").read_text("utf-8")


def test_the_digest_is_sent_to_every_address_and_says_when_it_was_not(home, monkeypatch):
    sent: list[tuple[str, str]] = []

    class Post:
        def add(self, address: str) -> bool:
            self.address = address
            return address.startswith("mailto://")

        def notify(self, *, title: str, body: str, body_format: str) -> bool:
            sent.append((self.address, title))
            return "refuses" not in self.address

    monkeypatch.setitem(
        sys.modules, "apprise", SimpleNamespace(Apprise=Post, NotifyFormat=SimpleNamespace(HTML="html"))
    )
    run("digest", "--home", home, "--send", "mailto://a", "--send", "mailto://b")
    assert [address for address, _ in sent] == ["mailto://a", "mailto://b"]
    said = run("digest", "--home", home, "--send", "secret://user:password@host", ends=1)
    assert "password" not in said
    assert "was not sent" in run("digest", "--home", home, "--send", "mailto://refuses", ends=1)


def test_sending_without_the_library_says_how_to_get_it(home, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert "sightline[mail]" in run("digest", "--home", home, "--send", "mailto://a", ends=1)
