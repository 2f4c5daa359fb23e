"""The scope bar and the address: they say the same, whoever changes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.scope import Scope
from dashboard.screens import scope_bar
from tests.screens.reading import below, opened, tiles


def buttons(app: AppTest) -> dict[str, bool]:
    """The words on the buttons of the bar, and whether they can be opened."""
    found = (block.proto.popover for block in walked(app.main) if getattr(block, "type", "") == "popover")
    return {popover.label: not popover.disabled for popover in found}


def walked(node) -> Iterator:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from walked(child)


def test_a_bare_address_asks_for_the_last_90_days(story):
    app = opened(story)
    assert dict(app.query_params) == {}
    assert app.pills(key="scope_period_named").value == "90d"


def test_a_named_period_is_one_click_and_in_the_address(story):
    app = opened(story)
    app.pills(key="scope_period_named").set_value("28d").run()
    assert app.query_params["period"] == "28d"
    assert "14 Mar to 10 Apr 2026" in below(app)


def test_days_of_ones_own_are_in_the_address_with_the_end_left_out(story):
    app = opened(story)
    app.date_input(key="scope_range").set_value((date(2026, 2, 1), date(2026, 2, 28))).run()
    assert (app.query_params["from"], app.query_params["to"]) == ("2026-02-01", "2026-03-01")
    assert "1 Feb to 28 Feb 2026" in below(app)
    assert app.pills(key="scope_period_named").value is None


def test_no_comparison_leaves_no_change_on_the_tiles(story):
    app = opened(story, period="28d")
    app.pills(key="scope_compare_named").set_value("none").run()
    assert app.query_params["compare"] == "none"
    assert tiles(app)["nps"]["moved"] == ""


def test_days_to_compare_with_can_be_chosen(story):
    app = opened(story, period="28d")
    app.date_input(key="scope_against").set_value((date(2026, 1, 1), date(2026, 1, 28))).run()
    assert app.query_params["compare"] == "custom"
    assert "compared with 1 Jan to 28 Jan 2026" in below(app)


def test_clear_takes_every_filter_away_and_keeps_the_period(story):
    app = opened(story, period="28d", channel="app", segment="family")
    assert not app.button(key="scope_clear").disabled
    app.button(key="scope_clear").click().run()
    assert dict(app.query_params) == {"period": "28d"}
    assert app.button(key="scope_clear").disabled


def test_several_values_of_one_filter_are_several_in_the_address(story):
    app = opened(story, period="28d")
    app.pills(key="scope_channel").set_value(["app", "web"]).run()
    assert app.query_params["channel"] == ["app", "web"]
    assert tiles(app)["nps"]["n"] == "n 280"


def test_back_to_an_earlier_address_is_followed(story):
    app = opened(story, period="28d")
    app.pills(key="scope_channel").set_value(["web"]).run()
    del app.query_params["channel"]
    app.run()
    assert app.pills(key="scope_channel").value == []
    assert tiles(app)["nps"]["n"] == "n 280"


def test_a_reload_keeps_what_the_address_says(story):
    app = opened(story, period="28d", channel="web")
    app.run()
    assert app.pills(key="scope_channel").value == ["web"]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "<script>"}, {"from": "2026-13-45", "to": "x"}, {"from": "2026-02-01", "to": "2025-01-01"},
        {"compare": "yesterday"}, {"channel": "x" * 5000}, {"channel": "'; drop table meta; --"},
        {"period": "28d", "stage": "\u202egnp"},
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_is_a_notice_and_never_an_error(story, query):
    app = opened(story, **query)
    assert app.warning
    assert "script" not in "".join(w.value for w in app.warning)
    assert tiles(app)["nps"]["value"] != "–"


def test_every_button_says_what_is_in_force(story):
    assert list(buttons(opened(story, channel="app")))[:4] == [
        "Last 90 days", "vs previous 90 days", "**App**", "All stages",
    ]  # fmt: skip


def test_a_filter_the_data_does_not_state_cannot_be_opened(story):
    bar = buttons(opened(story))
    assert bar["All channels"]
    assert not bar["All teams"]


def test_a_click_on_a_mark_narrows_and_a_second_click_clears(monkeypatch):
    chosen = []
    monkeypatch.setattr(scope_bar, "choose", chosen.append)
    scope = Scope(date(2026, 1, 1), date(2026, 2, 1), channel=("app", "web"))
    scope_bar.toggle(scope, "channel", "web")
    assert chosen[-1].channel == ("web",)
    scope_bar.toggle(chosen[-1], "channel", "web")
    assert chosen[-1].channel == ()
