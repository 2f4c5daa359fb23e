"""The statements of pain points and paths against plain pandas over random records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from dashboard.metrics.compile import bounds
from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS, Scope, Window

SCOPE = Scope(date(2026, 3, 1), date(2026, 4, 10))
PEOPLE = ("segment", "persona", "region")
SPLIT = ("task", "error", "cart")
DAYS = 10


def facts(snapshot, name):
    frame = snapshot.query(f"select * from {name}").to_pandas()
    return frame.assign(channel=frame.channel.astype(object).where(frame.channel.notna(), None))


def inside(frame, before=0):
    day = pd.to_datetime(frame.day)
    start = pd.Timestamp(SCOPE.start) - timedelta(days=before)
    return frame[(day >= start) & (day < pd.Timestamp(SCOPE.end))]


def pains(snapshot, measure, places=True):
    question = ask("pain_people_rows", SCOPE, {
        "measure": measure, "days": DAYS, "earliest": SCOPE.start - timedelta(days=DAYS), "places": places,
    }, {"scope": DIMENSIONS, "people": PEOPLE, "touched": ("channel", "stage", *PEOPLE)})  # fmt: skip
    return snapshot.query(question.sql, question.params).to_pylist()


def latest(snapshot, column):
    answers = inside(facts(snapshot, "fact_answer"))
    answers = answers[answers[column].notna() & answers.customer_id.notna()]
    return answers.sort_values(["at", "answer_id"]).groupby("customer_id").tail(1)


@pytest.mark.parametrize(("measure", "column"), [("nps", "promoter"), ("csat", "satisfied"), ("ces", "easy")])
def test_who_met_a_pain_and_what_they_answered_agrees_with_pandas(made, measure, column):
    _, snapshot = made
    said = latest(snapshot, column)
    met = inside(facts(snapshot, "pain"), DAYS)
    met = met.assign(
        channel=[c if kind in SPLIT else None for kind, c in zip(met.kind, met.channel, strict=True)]
    )
    expected = {}
    for (kind, what, channel), own in met.groupby(["kind", "what", "channel"], dropna=False):
        now = inside(own)
        if now.empty:
            continue
        ids = {
            answer.answer_id for answer in said.itertuples()
            for one in own[own.customer_id == answer.customer_id].itertuples()
            if one.at <= answer.at <= one.at + timedelta(days=DAYS)
        }  # fmt: skip
        told = said[said.answer_id.isin(ids)]
        bad = int((told.detractor == True).sum()) if measure == "nps" else 0  # noqa: E712
        cell = (kind, what, channel if isinstance(channel, str) else None)
        expected[cell] = (
            now.customer_id.nunique(),
            len(now),
            len(told),
            int(told[column].astype(float).sum()),
            bad,
        )
    found = {
        (row["kind"], row["what"], row["channel"]): tuple(
            row[part] for part in ("customers", "times", "n", "good", "bad")
        )
        for row in pains(snapshot, measure) if row["family"] == "met"
    }  # fmt: skip
    assert found == expected
    assert all(row["all_n"] == len(said) for row in pains(snapshot, measure))


def test_places_are_told_by_the_answers_about_them(made):
    _, snapshot = made
    said = latest(snapshot, "promoter")
    touches = inside(facts(snapshot, "funnel_touch"))
    touches = touches[touches.unit == "customer"]
    found = [row for row in pains(snapshot, "nps") if row["family"] == "place"]
    for row in found:
        mine = [
            said.touchpoint == row["step"],
            said.channel.isna() if row["channel"] is None else said.channel == row["channel"],
        ]
        there = touches[
            (touches.step == row["step"])
            & (touches.channel.isna() if row["channel"] is None else touches.channel == row["channel"])
        ]
        assert row["n"] == (mine[0] & mine[1]).sum()
        assert row["customers"] == there.who.nunique()
    assert sum(row["n"] for row in found) == said.touchpoint.notna().sum()
    assert not [row for row in pains(snapshot, "nps", places=False) if row["family"] == "place"]


def test_ways_on_and_back_count_every_journey_once(made):
    _, snapshot = made
    paths = inside(facts(snapshot, "touch_path"))
    for (unit, step), own in paths.groupby(["unit", "step"]):
        for forward, column in ((True, "after_1"), (False, "before_1")):
            asked = {
                "label": ["now"], "first_day": [SCOPE.start], "end_day": [SCOPE.end], "earliest": SCOPE.start,
                "latest": SCOPE.end, "unit": unit, "step": step, "forward": forward,
            }  # fmt: skip
            for name in ("path_flows", "path_flows_rows"):
                question = ask(name, SCOPE, asked, {"scope": ("channel", *PEOPLE)})
                rows = pd.DataFrame(snapshot.query(question.sql, question.params).to_pylist())
                assert rows.journeys.sum() == len(own)
                counts = rows[rows.step_1.notna()].groupby("step_1").journeys.sum().to_dict()
                assert counts == own[column].dropna().value_counts().to_dict()
                assert rows[rows.still_open].journeys.sum() == (own.still_open.sum() if forward else 0)


@pytest.mark.parametrize("channel", [(), ("web",), ("app", "(not stated)")])
def test_ways_and_touchpoints_added_up_by_day_are_those_of_the_journeys(made, channel):
    _, snapshot = made
    scope = replace(SCOPE, channel=channel)
    asked = {
        "label": ["now", "before"], "first_day": [SCOPE.start, date(2026, 2, 20)], "end_day": [SCOPE.end, SCOPE.start],
        "earliest": date(2026, 2, 20), "latest": SCOPE.end,
    }  # fmt: skip
    for unit, step in snapshot.query("select distinct unit, step from touch_path").to_pandas().values:
        for forward in (True, False):
            params = {**asked, "unit": unit, "step": step, "forward": forward}
            cube, rows = (ask(name, scope, params, PLACES) for name in ("path_flows", "path_flows_rows"))
            assert cube.sql != rows.sql
            assert told(snapshot, cube) == told(snapshot, rows)
    paths = inside(facts(snapshot, "touch_path"))
    for segment in ((), tuple(paths.segment.dropna().unique()[:1])):
        question = ask("path_steps", replace(scope, segment=segment), {}, PLACES)
        own = paths[paths.segment.isin(segment)] if segment else paths
        own = own[own.channel.fillna("(not stated)").isin(channel)] if channel else own
        found = {(row["unit"], row["step"]): row["journeys"] for row in told(snapshot, question)}
        assert found == own.groupby(["unit", "step"]).size().to_dict()


def told(snapshot, question):
    return snapshot.query(question.sql, question.params).to_pylist()


FILTERED = Scope(
    date(2026, 3, 1), date(2026, 4, 10), channel=("web", "app"), stage=("Purchase",), segment=("x",), persona=("y",),
    region=("z",), team=("t",),
)  # fmt: skip
WEEKS = bounds([Window("one", SCOPE.start, SCOPE.end)])
PLACES = {"scope": ("channel", *PEOPLE)}
PAIN = {"kind": "task", "what": "pay", "in_channel": "web"}
ASKED = {
    "touchpoint_behind": ({"classes": ["direct", "indirect", "inferred"], "most": 9}, None),
    "touchpoint_people": (
        {"steps": ["cart", "pay"]},
        {"scope": tuple(name for name in DIMENSIONS if name != "stage")},
    ),
    "path_steps": ({}, PLACES),
    "path_flows_rows": (
        {**WEEKS, "unit": "customer", "step": "cart", "forward": True},
        PLACES,
    ),
    "path_behind": ({"unit": "customer", "step": "cart", "most": 9}, PLACES),
    "pain_measures": ({}, {"people": ("segment", "persona")}),
    "pain_measures_rows": ({}, {"people": PEOPLE}),
    "pain_weeks": ({**WEEKS, **PAIN}, None),
    "pain_place_weeks": ({**WEEKS, "measure": "nps", "what": "cart", "in_channel": "web"}, None),
    "pain_behind": ({**PAIN, "most": 9}, None),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_statement_can_be_asked_with_every_filter_and_with_none(made, name):
    _, snapshot = made
    params, where = ASKED[name]
    for scope in (SCOPE, FILTERED):
        question = ask(name, scope, params, where)
        snapshot.query(question.sql, question.params)


def test_the_rows_behind_a_pain_are_the_ones_that_were_counted(made):
    _, snapshot = made
    for row in pains(snapshot, "nps"):
        question = ask("pain_behind", SCOPE, {
            "kind": row["kind"], "what": row["what"], "in_channel": row["channel"], "most": 10_000,
        })  # fmt: skip
        found = snapshot.query(question.sql, question.params)
        if row["family"] == "met":
            assert found.num_rows == row["times"]
            assert len(set(found.column("customer_id").to_pylist())) == row["customers"]
