"""The demo's planted causes, found again by what the Overview shows, through the whole house.

The truth file is written by the generator and read by nobody else: the exports walk through the door, the
record, the marts and the metrics before anything here is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.insight.change import Change, difference
from dashboard.insight.find import find
from dashboard.insight.recovery import compare
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.query import measure
from dashboard.metrics.shape import ask
from dashboard.metrics.vocabulary import read_vocabulary
from dashboard.scope import Scope, Window, default_scope
from dashboard.store.snapshot import Snapshot, current, open_snapshot


@pytest.fixture(scope="module")
def snapshot(planted_home: Path) -> Iterator[Snapshot]:
    path = current(planted_home)
    assert path is not None
    opened = open_snapshot(path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def scope(snapshot: Snapshot) -> Scope:
    return default_scope(read_vocabulary(snapshot))


def _pair(
    snapshot: Snapshot, key: str, scope: Scope, by: str | None = None
) -> dict[str | None, tuple[Answer, Answer, Change]]:
    before = scope.before()
    assert before is not None
    answers = measure(snapshot, [CATALOGUE[key]], scope, [scope.now(), before], by)
    return {
        now.group: (now, was, difference(now, was))
        for now, was in zip(answers[::2], answers[1::2], strict=True)
    }


def _alone(
    snapshot: Snapshot, key: str, scope: Scope, start: date, end: date, by: str
) -> dict[str | None, Answer]:
    return {a.group: a for a in measure(snapshot, [CATALOGUE[key]], scope, [Window("now", start, end)], by)}


def test_the_fall_of_nps_is_more_than_chance_and_sits_in_the_app_at_purchase(
    snapshot: Snapshot, scope: Scope
) -> None:
    now, before, change = _pair(snapshot, "nps", scope)[None]
    assert change.delta is not None and change.delta < -2
    assert change.signal
    drivers = find(snapshot, CATALOGUE["nps"], scope, now.window, before.window)
    assert drivers[0].cell == {"channel": "app", "stage": "Purchase"}
    assert drivers[0].share > 0.5


def test_digital_success_falls_in_the_app_and_holds_on_the_web(snapshot: Snapshot, scope: Scope) -> None:
    by_channel = _pair(snapshot, "task_success", replace(scope, stage=("Purchase",)), "channel")
    fell, held = by_channel["app"][2], by_channel["web"][2]
    assert fell.signal and fell.delta is not None and fell.delta < -10
    assert held.delta is not None and abs(held.delta) < 5


def test_carts_are_abandoned_more_in_the_app_while_the_fault_lasts(snapshot: Snapshot, scope: Scope) -> None:
    faulty = _alone(snapshot, "cart_abandonment", scope, date(2026, 8, 17), date(2026, 9, 28), "channel")[
        "app"
    ]
    sound = _alone(snapshot, "cart_abandonment", scope, date(2026, 6, 1), date(2026, 8, 17), "channel")["app"]
    assert faulty.value is not None and sound.high is not None
    assert faulty.value > sound.high


def test_customers_of_the_app_complain_in_public_too(snapshot: Snapshot, scope: Scope) -> None:
    change = _pair(snapshot, "net_sentiment", scope)[None][2]
    assert change.signal and change.delta is not None and change.delta < 0


def test_the_team_with_the_backlog_answers_later_and_pleases_less(snapshot: Snapshot, scope: Scope) -> None:
    longer = replace(
        scope, start=date(2026, 6, 1), end=date(2026, 11, 1), comparison="year", channel=("email",)
    )
    now, before, change = _pair(snapshot, "first_response_time", longer, "team")["Returns"]
    assert change.signal
    assert now.value is not None and before.value is not None and now.value > 1.3 * before.value
    assert _pair(snapshot, "csat", replace(longer, channel=()), "team")["Returns"][2].delta < 0  # type: ignore[operator]


def test_the_persona_that_leaves_after_its_first_renewal_has_the_highest_churn(
    snapshot: Snapshot, scope: Scope
) -> None:
    churn = _alone(snapshot, "churn_rate", scope, date(2025, 11, 1), date(2026, 11, 1), "persona")
    highest = max(churn.values(), key=lambda answer: answer.value or 0)
    assert highest.group == "Deal hunter"
    others = [
        answer for answer in churn.values() if answer.group != "Deal hunter" and answer.high is not None
    ]
    assert highest.low is not None and all(highest.low > (answer.high or 0) for answer in others)


def test_the_region_whose_delivery_improved_finds_it_easier(snapshot: Snapshot, scope: Scope) -> None:
    def ease(start: date, end: date) -> Answer:
        return _alone(snapshot, "ces", replace(scope, stage=("Service",)), start, end, "region")["Coast"]

    change = difference(ease(date(2026, 3, 1), date(2026, 11, 1)), ease(date(2025, 3, 1), date(2025, 11, 1)))
    assert change.signal and change.delta is not None and change.delta > 0


def test_every_row_that_was_made_wrong_on_purpose_is_rejected_and_no_other(
    planted_home: Path, snapshot: Snapshot
) -> None:
    truth: dict[str, Any] = json.loads((planted_home / "raw" / ".truth.json").read_text("utf-8"))
    planted = sum(len(file["spoilt"]) + file["repeated"] for file in truth["files"])
    told = snapshot.query("select sum(rejected)::bigint as n from source").to_pylist()[0]["n"]
    assert told == planted > 0


def test_customers_called_back_are_happier_and_buy_again_more_than_those_who_were_not(
    planted_home: Path, snapshot: Snapshot, scope: Scope
) -> None:
    """What can be seen of the planted programme: not every answer that looks like a failure is one, so the others are
    nearer to the recovered than the truth has them."""
    truth = json.loads((planted_home / "raw" / ".truth.json").read_text("utf-8"))
    planted = next(each["size"] for each in truth["causes"] if each["key"] == "recovery_programme")
    (rule,) = snapshot.query("select * from recovery_rule").to_pylist()
    days = {"from_day": rule["first_recovered_on"], "to_day": scope.end, "own": "g", "others": "g"}
    question = ask("recovery_cohort", scope, days)
    cohort = snapshot.query(question.sql, question.params)
    bought = compare(cohort, "bought_again", "unrecovered")
    assert bought.contrast is not None and bought.fair
    assert bought.contrast.value * 100 == pytest.approx(planted["bought_again_recovered"], abs=8)
    assert bought.contrast.low > 0.1
    assert (
        planted["bought_again_unrecovered"] < bought.contrast.other * 100 < planted["bought_again_recovered"]
    )
    felt = compare(
        cohort, "nps_after", "unrecovered"
    ).contrast  # of some hundred answers: how far is not sure
    truth_apart = planted["nps_recovered"] - planted["nps_unrecovered"]
    assert felt is not None and 0 < felt.difference * 100 < truth_apart
    assert felt.high * 100 > truth_apart / 4
    like_never = compare(cohort, "bought_again", "never failed").contrast
    assert like_never is not None and not like_never.signal
