"""The page Retention as a reader meets it, over the stories of retention_story.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.company import read_company
from dashboard.insight.churn_cases import churn_drivers
from dashboard.screens.data import HOME
from dashboard.store.build import build
from dashboard.store.record import open_record
from tests.screens.retention_story import CONTRACTS, MEMBERS, ORDERS, UNDATED

HOSTILE = "<img src=x onerror=alert(1)> {x} $x$ **b**"
COMPANY = 'name = "Tea & Co"\n'


def home_of(folder: Path, *statements: str, company: str = COMPANY) -> Path:
    folder.mkdir(parents=True)
    (folder / "company.toml").write_text(company, "utf-8")
    with open_record(folder) as record:
        for statement in statements:
            record.execute(statement)
    build(folder, read_company(folder / "company.toml"), enrich=[churn_drivers])
    return folder


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("retention")
    return {
        "members": home_of(folder / "members", MEMBERS, CONTRACTS, ORDERS),
        "buyers": home_of(folder / "buyers", ORDERS),
        "undated": home_of(folder / "undated", UNDATED),
        "empty": home_of(folder / "empty"),
        "hostile": home_of(
            folder / "hostile", MEMBERS.replace("'hunter'", f"'{HOSTILE}'"),
            CONTRACTS.replace("'price'", f"'{HOSTILE}'"), ORDERS,
        ),
    }  # fmt: skip


def page() -> None:
    from dashboard.screens import retention_page
    from dashboard.screens.enter import enter
    from dashboard.screens.states import guarded

    visit = enter("retention")
    if visit:
        with guarded():
            retention_page.render(visit)


@pytest.fixture
def opened(homes, monkeypatch) -> Iterator:
    def show(home: str, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv(HOME, str(homes[home]))
        app = AppTest.from_function(page, default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        assert not app.error
        return app

    st.cache_resource.clear()
    yield show
    st.cache_resource.clear()


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "caption", "info", "markdown")
    told = "\n".join(element.value for kind in kinds for element in getattr(app, kind))
    return told.replace("\\", "").replace("\u2060", "")


def table(app: AppTest, name: str) -> str:
    return next(element.proto.body for element in app.get("html") if f'class="{name}"' in element.proto.body)


def cells(app: AppTest) -> dict[str, list[str]]:
    """The heat map: the texts of each row by its name."""
    found = {}
    for line in re.findall("<tr.*?</tr>", table(app, "cohorts"))[1:]:
        name, *texts = re.findall(r"<t[hd][^>]*>([^<]*)", line)
        found[name] = [text for text in texts if text]
    return found


def test_the_persona_that_leaves_at_the_first_renewal_is_in_the_title_of_its_card(opened):
    assert "Hunter: 100% leave in month 12, 0% of the others" in words(opened("members"))


def test_every_cohort_is_a_row_and_the_mean_is_of_the_cohorts_that_lived_through_the_month(opened):
    rows = cells(opened("members"))
    assert len(rows) == 25
    assert rows["May 2024"][:8] == [
        "40",
        "100",
        "100",
        "100",
        "100",
        "100",
        "90",
        "90",
    ]  # four of forty in month 5
    assert rows["Mean"][13] == "65"  # (40 - 4 - 10) of 40
    assert rows["Apr 2026"] == ["40", "100"]


def test_what_goes_before_leaving_names_the_anniversary_and_the_persona(opened):
    app = opened("members")
    assert "goes with leaving most" in words(app)
    drawn = table(app, "forest")
    assert "Turns one year (time under contract)" in drawn
    assert re.search(r'<tr class="more"><th scope="row">(Hunter \(persona\)|Turns one year)', drawn)


def test_reasons_are_of_those_who_gave_one_and_the_others_are_counted(opened):
    said = words(opened("members", period="365d"))
    assert "Price is the reason most often given: 83.3%" in said  # ten price, two moved a month
    assert "144 contracts that ended with a reason, 24 without" in said


def test_churn_is_told_by_customers_and_by_value_of_whole_months(opened):
    assert re.search(
        r"[\d.]+% of customers left in April 2026, and [\d.]+% of the monthly value", words(opened("members"))
    )


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ({"begin": "first_order", "back": "order"}, "First order in the month"),
        ({"begin": "first_order", "step": "week"}, "First order in the week"),
        ({"begin": "first_order", "step": "day", "counted": "after"}, "First order in the day"),
        ({"begin": "first_order", "counted": "bracket"}, "1–3"),
        ({"begin": "first_order", "shown": "revenue"}, "€12.50"),
        ({"begin": "contract", "shown": "count"}, "Contract start in the month"),
        ({"begin": "first_seen", "curve": "cohort"}, "First seen in the month"),
    ],
)
def test_every_choice_is_read_from_the_address(opened, chosen, seen):
    app = opened("members", **{"from": "2025-01-01", "to": "2025-09-01"}, **chosen)
    assert seen in table(app, "cohorts")
    assert all(app.query_params[name] in (value, [value]) for name, value in chosen.items())


def test_returns_at_any_later_time_are_not_compared_between_cohorts_that_had_unequal_time(opened):
    app = opened("members", begin="first_order", counted="after")
    assert "had less time to come back" in words(app)
    assert 'class="less"' not in table(app, "cohorts") and 'class="more"' not in table(app, "cohorts")


def test_nonsense_in_the_address_falls_back(opened):
    app = opened(
        "members", begin="'; drop", back="../x", step="year", counted="all", shown="<b>", curve="team"
    )
    assert "Contract start in the month" in table(app, "cohorts")


def test_a_choice_is_written_into_the_address_and_changes_the_cohorts(opened):
    app = opened("members")
    app.selectbox(key="retention_begin").set_value("first_order").run()
    assert app.query_params["begin"] in ("first_order", ["first_order"])
    assert "First order in the month" in table(app, "cohorts")


def test_buyers_without_contracts_have_cohorts_and_drivers_and_no_reasons(opened):
    app = opened("buyers")
    said = words(app)
    assert cells(app)["May 2024"][0] == "93"  # three a day
    assert "Customers who fall silent say no reason" in said
    assert "no further order within 180 days" in said


def test_undated_contracts_have_no_cohorts_and_the_reason_is_said(opened):
    app = opened("undated")
    said = words(app)
    assert "not on which day they began" in said
    assert "Monthly (contract) goes with leaving most" in said
    assert "whatever time they had to leave" in said


def test_an_empty_database_says_what_is_missing(opened):
    said = words(opened("empty"))
    assert "Cohorts need the day on which each customer began" in said
    assert "What goes before churn needs customers who left" in said


def test_a_filter_reaches_the_cohorts_and_turns_the_model_into_shares(opened):
    app = opened("members", persona="hunter")
    assert cells(app)["May 2024"][0] == "10"
    assert "Odds ratio as it is under these filters" in words(app)


def test_a_filter_that_customers_do_not_have_is_said(opened):
    app = opened("members", persona="hunter", source_class="inferred")
    assert "Not filtered by" not in words(app)


def test_text_that_attacks_is_shown_and_not_run(opened):
    app = opened("hostile")
    pages = [element.proto.body for element in app.get("html")]
    assert not any("<img" in body for body in pages)
    specs = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert not any("<img" in spec for spec in specs)
    assert any("&lt;img" in spec or "\\u003cimg" not in spec for spec in specs)
