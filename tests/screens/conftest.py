"""A small company with a known story, built through the record: what the screens of these tests show.

100 days of answers, ten a day, half in the app. In the last 30 days the app's answers fall from 9 to 6 and the
web's stay at 9, so NPS falls from 100 to 0 and the app is all of it. Nothing else is in the data.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.commands.building import ENRICHERS
from dashboard.company import Company, read_company
from dashboard.screens.data import HOME
from dashboard.store.added import Enricher
from dashboard.store.build import build
from dashboard.store.record import open_record
from tests.screens.worth_story import HOMES

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
COMPANY = 'name = "Tea & Co"\ndemo = true\n[targets]\nnps = 50\n'
STORY = """
insert into survey_answer by name
select 'a' || d || '-' || i as answer_id, timestamp '2026-01-01 12:00' + to_days(d::int) as answered_at,
  'c' || (i + 10 * (d % 20)) as customer_id, 'nps' as kind, 'Survey' as survey,
  case when i < 5 and d >= 70 then 6 else 9 end as score, 0 as scale_min, 10 as scale_max, 'up' as direction,
  case when i < 5 then 'app' else 'web' end as channel, 'delivery' as touchpoint,
  'answers.csv' as _file, 1 as _line, 'Survey tool' as _source, timestamp '2026-05-01' as _imported_at
from range(100) days(d), range(10) answers(i)
"""
PEOPLE = """
insert into customer by name
select 'c' || i as customer_id, case when i % 2 = 0 then 'family' else 'student' end as segment,
  'people.csv' as _file, 1 as _line, 'Customers' as _source, timestamp '2026-05-01' as _imported_at
from range(200) people(i)
"""


def made(home: Path, *statements: str, company: str = COMPANY, enrich: Sequence[Enricher] = ()) -> Path:
    """A home with these rows in its record and a snapshot of them."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "company.toml").write_text(company, "utf-8")
    with open_record(home) as record:
        for statement in statements:
            record.execute(statement)
    build(home, read_company(home / "company.toml"), enrich=enrich)
    return home


@pytest.fixture(scope="session")
def home_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`made`, once for the same rows, company and enrichers; who writes to such a home copies it first."""
    folder = tmp_path_factory.mktemp("homes")
    homes: dict[object, Path] = {}

    def find(*statements: str, company: str = COMPANY, enrich: tuple[Enricher, ...] = ()) -> Path:
        key = statements, company, enrich
        if key not in homes:
            homes[key] = made(folder / str(len(homes)), *statements, company=company, enrich=enrich)
        return homes[key]

    return find


@pytest.fixture(scope="session")
def story_home(home_of: Callable[..., Path]) -> Path:
    return home_of(PEOPLE, STORY)


@pytest.fixture(scope="session")
def worth(home_of: Callable[..., Path]) -> Callable[[str], Path]:
    """A home of worth_story.py by its name, with what insight adds to it."""

    def find(name: str) -> Path:
        rows, told = HOMES[name]
        return home_of(*rows, company=told, enrich=tuple(ENRICHERS))

    return find


@pytest.fixture(scope="session")
def company() -> Company:
    return Company(name="Tea & Co")


@pytest.fixture
def story(story_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app over the story, before its first run."""
    return over(story_home, monkeypatch)


def over(home: Path, monkeypatch: pytest.MonkeyPatch, show: str | Callable[[], None] = "") -> AppTest:
    """The app over a home, before its first run: all of it, one page by its name with all of its sections, or what a
    function draws.

    What the program keeps of a snapshot is kept between tests, as it is between readers.
    """
    monkeypatch.setenv(HOME, str(home))
    if not show:
        return AppTest.from_file(str(APP), default_timeout=60)
    if isinstance(show, str):
        app = AppTest.from_function(_page, default_timeout=60, args=(show,))
        app.query_params["section"] = "all"
        return app
    return AppTest.from_function(show, default_timeout=60)


def _page(name: str) -> None:
    from importlib import import_module

    from dashboard.screens.enter import enter
    from dashboard.screens.states import guarded

    visit = enter(name)
    if visit:
        with guarded():
            import_module(f"dashboard.screens.{name}_page").render(visit)
