"""The page Retention as a reader meets it, over the stories of retention_story.py."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.insight.churn_cases import churn_drivers
from tests.screens import reading
from tests.screens.conftest import over
from tests.screens.reading import chosen, figures, table, words
from tests.screens.retention_story import CONTRACTS, MEMBERS, ORDERS, UNDATED
from tests.screens.worth_story import COMPANY, HOSTILE

HOMES = {
    "members": (MEMBERS, CONTRACTS, ORDERS),
    "buyers": (ORDERS,),
    "undated": (UNDATED,),
    "empty": (),
    "hostile": (
        MEMBERS.replace("'hunter'", f"'{HOSTILE}'"), CONTRACTS.replace("'price'", f"'{HOSTILE}'"), ORDERS,
    ),
}  # fmt: skip


@pytest.fixture
def opened(home_of, monkeypatch) -> Callable[..., AppTest]:
    """The page over a home by its name, at an address."""

    def show(home: str, **query: str | list[str]) -> AppTest:
        known = home_of(*HOMES[home], company=COMPANY, enrich=(churn_drivers,))
        return reading.opened(over(known, monkeypatch, "retention"), **query)

    return show


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


def test_a_choice_of_the_address_changes_the_cohorts(opened):
    assert chosen(opened("members"))["begin"] == "contract"
    app = opened("members", begin="first_order")
    assert chosen(app)["begin"] == "first_order"
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


def test_a_source_class_leaves_the_cohorts_as_they_are_and_is_not_called_a_filter_left_out(opened):
    app = opened("members", persona="hunter", source_class="inferred")
    assert cells(app)["May 2024"][0] == "10"
    assert "Not filtered by" not in words(app)


def test_text_that_attacks_is_shown_and_not_run(opened):
    app = opened("hostile")
    pages = [element.proto.body for element in app.get("html")]
    assert not any("<img" in body for body in pages)
    shown = [
        ([{**trace, "customdata": None} for trace in figure["data"]], figure["layout"])  # keys are not shown
        for figure in figures(app).values()
    ]
    specs = [json.dumps(figure) for figure in shown]
    assert not any("<img" in spec for spec in specs)
    assert any("&lt;img" in spec for spec in specs)
