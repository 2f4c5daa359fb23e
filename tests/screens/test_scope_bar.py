"""The scope bar and the address: they say the same, whoever changes first."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.scope import Scope, Vocabulary, to_query
from dashboard.screens import data, scope_bar
from dashboard.screens.scope_bar import changed_by
from tests.screens.reading import given, opened, tiles

KNOWN = Vocabulary(
    date(2024, 1, 1), date(2026, 4, 10), {"channel": ("app", "web", "store"), "segment": ("family",)}
)
NOW = Scope(date(2026, 3, 14), date(2026, 4, 11), period="28d", channel=("app",), segment=("family",))


def bar(app: AppTest) -> dict[str, Any]:
    return given(app, "scope_bar")[0][1]


def control(app: AppTest, key: str) -> dict[str, Any]:
    return next(one for one in bar(app)["controls"] if one["key"] == key)


def on(app: AppTest, key: str) -> list[str]:
    """The choices of one button that are in force."""
    return [option["label"] for option in control(app, key)["options"] if option["on"]]


def asked(asks: object, scope: Scope = NOW) -> Scope:
    changed = changed_by(asks, scope, KNOWN)
    assert changed is not None
    return changed


def test_a_bare_address_asks_for_the_last_90_days(story):
    app = opened(story)
    assert dict(app.query_params) == {}
    assert on(app, "period") == ["Last 90 days"]


@pytest.mark.parametrize("key", ["period", "compare"])
def test_every_choice_that_is_offered_is_followed_and_then_in_force(story, key):
    app = opened(story, period="28d", channel="app")
    for option in control(app, key)["options"]:
        changed = asked(option["asks"])
        assert changed.channel == ("app",)
        app.query_params.clear()
        for name, values in to_query(changed).items():
            if name != "segment":
                app.query_params[name] = values
        app.run()
        assert on(app, key) == [option["label"]]


def test_days_of_ones_own_replace_the_named_period_and_keep_the_filters(story):
    days = control(opened(story), "period")["days"]
    changed = asked({**days["asks"], days["names"][0]: ["2026-02-01"], days["names"][1]: ["2026-03-01"]})
    assert (changed.start, changed.end, changed.period) == (date(2026, 2, 1), date(2026, 3, 1), "custom")
    assert (changed.channel, changed.segment) == (("app",), ("family",))


def test_days_to_compare_with_can_be_chosen(story):
    days = control(opened(story), "compare")["days"]
    changed = asked({**days["asks"], days["names"][0]: ["2026-01-01"], days["names"][1]: ["2026-01-29"]})
    before = changed.before()
    assert before is not None
    assert (before.start, before.end) == (date(2026, 1, 1), date(2026, 1, 29))


def test_the_days_that_stand_in_the_bar_are_those_in_force_with_their_last_day(story):
    days = control(opened(story, **{"from": "2026-02-01", "to": "2026-03-01"}), "period")["days"]
    assert (days["first"], days["last"]) == ("2026-02-01", "2026-02-28")


def test_no_comparison_leaves_no_change_on_the_tiles(story):
    assert tiles(opened(story, period="28d", compare="none"))["nps"]["moved"] == ""


def test_clear_takes_every_filter_away_and_keeps_the_period(story):
    app = opened(story, period="28d", channel="app", segment="family")
    clear = bar(app)["clear"]
    assert not clear["off"]
    assert to_query(asked(clear["asks"])) == {"period": ["28d"]}
    assert bar(opened(story, channel=[], segment=[]))["clear"]["off"]


def test_several_values_of_one_filter_are_several_in_the_address(story):
    assert asked({"channel": ["app", "web"]}).channel == ("app", "web")
    app = opened(story, period="28d", channel=["app", "web"])
    assert on(app, "channel") == ["App", "Web"]
    assert tiles(app)["nps"]["n"] == "n 280"


def test_each_filter_in_force_has_its_own_way_out(story):
    app = opened(story, period="28d", channel=["app", "web"])
    assert [out["label"] for out in bar(app)["out"]] == ["App", "Web"]
    scope = Scope(NOW.start, NOW.end, channel=("app", "web"))
    assert asked(bar(app)["out"][0]["asks"], scope).channel == ("web",)


def test_back_to_an_earlier_address_is_followed(story):
    app = opened(story, period="28d", channel="web")
    del app.query_params["channel"]
    app.run()
    assert on(app, "channel") == []
    assert tiles(app)["nps"]["n"] == "n 280"


def test_a_reload_keeps_what_the_address_says(story):
    app = opened(story, period="28d", channel="web")
    app.run()
    assert on(app, "channel") == ["Web"]


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


@pytest.mark.parametrize(
    "asks",
    [
        None, "channel", ["channel"], {"channel": "app"}, {"channel": [1]}, {"tile": ["nps"]}, {1: ["app"]},
        {"channel": None}, {"_scope": ["x"]},
    ],
)  # fmt: skip
def test_what_the_bar_cannot_ask_is_not_followed(asks):
    assert changed_by(asks, NOW, KNOWN) is None


@pytest.mark.parametrize(
    "asks",
    [
        {"channel": ["'; drop table meta; --"]}, {"period": ["x" * 5000]}, {"from": ["1"], "to": ["2"]},
        {"compare": ["x"]},
    ],
)  # fmt: skip
def test_a_value_that_is_not_in_the_data_is_left_out(asks):
    changed = asked(asks)
    assert set(changed.channel) <= {"app"}
    assert changed.start < changed.end


def test_every_button_says_what_is_in_force(story):
    app = opened(story, channel="app")
    assert [one["label"] for one in bar(app)["controls"]][:4] == [
        "Last 90 days", "vs previous 90 days", "App", "All stages",
    ]  # fmt: skip
    assert [one["key"] for one in bar(app)["controls"] if one["on"]] == ["channel"]


def test_a_filter_the_data_does_not_state_cannot_be_opened_and_says_so(story):
    app = opened(story)
    assert not control(app, "channel")["help"]
    assert control(app, "team")["help"] == "No team is stated in the data."


def test_the_line_under_the_bar_says_both_ranges_and_how_old_the_data_is(story):
    ranges, company = bar(opened(story, period="28d"))["said"]
    assert ranges == "14 Mar to 10 Apr 2026, compared with 14 Feb to 13 Mar 2026"
    assert "data as of 10 Apr 2026 · made up for demonstration" in company


def test_nothing_that_cannot_be_seen_reaches_the_bar(story):
    assert not {"\u202e", "\0"} & set(json.dumps(bar(opened(story)), ensure_ascii=False))


def test_a_click_on_a_mark_narrows_and_a_second_click_clears(monkeypatch):
    chosen = []
    monkeypatch.setattr(scope_bar, "choose", chosen.append)
    scope = Scope(date(2026, 1, 1), date(2026, 2, 1), channel=("app", "web"))
    scope_bar.toggle(scope, "channel", "web")
    assert chosen[-1].channel == ("web",)
    scope_bar.toggle(chosen[-1], "channel", "web")
    assert chosen[-1].channel == ()


def test_a_snapshot_that_another_version_built_says_so(story, monkeypatch):
    assert not story.run().warning
    data._facts.clear()
    with monkeypatch.context() as changed:
        changed.setattr(data, "marts_digest", lambda: "of other marts")
        said = [warning.value for warning in story.run().warning]
    data._facts.clear()
    assert len(said) == 1
    assert "built by another version" in said[0]
    assert not story.run().warning
