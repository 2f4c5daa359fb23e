"""Survey answers and mentions, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.company import Company

AT = datetime(2026, 3, 2, 10)


def answer(
    number: int,
    kind: str,
    score: float | None,
    low: float | None,
    high: float | None,
    direction: str = "up",
    **more,
):
    return {
        "answer_id": f"{number:03}", "answered_at": AT, "kind": kind, "score": score, "scale_min": low,
        "scale_max": high, "direction": direction, **more,
    }  # fmt: skip


def test_promoters_are_nine_and_ten_and_detractors_nought_to_six(built, rows_of):
    snapshot = built(survey_answer=[answer(score, "nps", score, 0, 10) for score in range(11)])
    rows = rows_of(snapshot, "fact_answer", "answer_id")
    assert [row["promoter"] for row in rows] == [False] * 9 + [True] * 2
    assert [row["detractor"] for row in rows] == [True] * 7 + [False] * 4
    (day,) = rows_of(snapshot, "survey_answer_day", "day")
    assert [day[part] for part in ("nps_answers", "promoters", "passives", "detractors")] == [11, 2, 2, 7]
    assert (day["csat_answers"], day["ces_answers"]) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "low", "high", "direction", "good"),
    [
        ("csat", 1, 5, "up", [4, 5]), ("csat", 1, 3, "up", [3]), ("csat", 1, 7, "up", [5, 6, 7]),
        ("csat", 0, 1, "up", [1]), ("csat", 1, 2, "up", [2]), ("csat", 1, 5, "down", [1, 2]),
        ("ces", 1, 5, "up", [4, 5]), ("ces", 1, 7, "up", [5, 6, 7]), ("ces", 1, 7, "down", [1, 2, 3]),
    ],
)  # fmt: skip
def test_satisfied_and_easy_follow_the_scale_and_its_direction(
    built, rows_of, kind, low, high, direction, good
):
    scores = range(low, high + 1)
    snapshot = built(survey_answer=[answer(score, kind, score, low, high, direction) for score in scores])
    found, other = ("satisfied", "easy") if kind == "csat" else ("easy", "satisfied")
    rows = rows_of(snapshot, "fact_answer", "answer_id")
    assert [row["score"] for row in rows if row[found]] == good
    assert {row[other] for row in rows} == {None}
    assert {row["promoter"] for row in rows} == {None}


def test_scores_off_their_scale_and_scales_without_a_rule_count_nowhere(built, rows_of):
    snapshot = built(
        survey_answer=[
            answer(1, "nps", 11, 0, 10), answer(2, "csat", 0, 1, 5), answer(3, "csat", 60, 0, 100),
            answer(4, "nps", 9, None, None), answer(5, "csat", None, 1, 5), answer(6, "other", 5, 1, 5),
        ]
    )  # fmt: skip
    (day,) = rows_of(snapshot, "survey_answer_day", "day")
    assert (day["nps_answers"], day["csat_answers"]) == (0, 0)
    checks = {row["check"]: row["found"] for row in rows_of(snapshot, "quality", "check")}
    assert (checks["scores on their scale"], checks["scales with a rule"]) == (2, 1)


def test_feelings_have_a_word_from_a_twentieth_on(built, rows_of):
    feelings = [0.05, 0.049, -0.05, -0.049, 0, None]
    snapshot = built(
        survey_answer=[
            answer(number, "nps", 9, 0, 10, sentiment=feeling, comment="words")
            for number, feeling in enumerate(feelings)
        ]
    )
    labels = [row["sentiment_label"] for row in rows_of(snapshot, "fact_answer", "answer_id")]
    assert labels == ["positive", "neutral", "negative", "neutral", "neutral", None]
    (day,) = rows_of(snapshot, "survey_answer_day", "day")
    assert [
        day[part] for part in ("comments", "comments_scored", "comments_positive", "comments_negative")
    ] == [6, 5, 1, 1]


def test_a_fact_takes_its_own_region_and_team_before_the_customers_and_the_agents(built, rows_of):
    snapshot = built(
        customer=[{"customer_id": "c", "segment": "loyal", "persona": "saver", "region": "north"}],
        agent=[{"agent_id": "a", "team": "blue", "name": "Ann"}],
        survey_answer=[
            answer(1, "nps", 9, 0, 10, customer_id="c", agent_id="a", touchpoint="delivery"),
            answer(
                2,
                "nps",
                9,
                0,
                10,
                customer_id="c",
                agent_id="a",
                region="south",
                team="red",
                touchpoint="moon",
            ),
        ],
    )
    rows = rows_of(snapshot, "fact_answer", "answer_id")
    dimensions = ("segment", "persona", "region", "team", "stage")
    assert [tuple(row[name] for name in dimensions) for row in rows] == [
        ("loyal", "saver", "north", "blue", "Service"), ("loyal", "saver", "south", "red", None),
    ]  # fmt: skip


def test_a_day_is_the_companys_day(built, rows_of):
    company = Company(name="Acme", time_zone="Europe/Vilnius")
    late = answer(1, "nps", 9, 0, 10) | {"answered_at": datetime(2026, 3, 1, 22, 30)}
    early = answer(2, "nps", 9, 0, 10) | {"answered_at": datetime(2026, 6, 1, 20, 59)}
    rows = rows_of(built(company, survey_answer=[late, early]), "fact_answer", "answer_id")
    assert [row["day"] for row in rows] == [date(2026, 3, 2), date(2026, 6, 1)]
    assert rows[0]["at"] == datetime(2026, 3, 1, 22, 30)


def test_invitations_that_were_not_delivered_are_no_invitations(built, rows_of):
    snapshot = built(
        survey_invitation=[
            {"invitation_id": "1", "invited_at": AT, "answered": True},
            {"invitation_id": "2", "invited_at": AT, "delivered": True},
            {"invitation_id": "3", "invited_at": AT, "delivered": False},
        ]
    )
    (day,) = rows_of(snapshot, "invitation_day", "day")
    assert (day["invitations"], day["answered"]) == (2, 1)
    assert [row["rows"] for row in rows_of(snapshot, "dropped", "reason")] == [1]


def mention(number: int, **more):
    return {"mention_id": f"{number:03}", "published_at": AT, "kind": "review", **more}


def test_a_mention_is_the_companys_own_when_it_names_no_other_brand(built, rows_of):
    company = Company(name="Acme", brands={"own": ["ACME Pro"], "competitors": ["Rival"]})
    brands = [None, "acme pro ", "ACME", "Rival", "Unheard of"]
    snapshot = built(company, mention=[mention(number, brand=brand) for number, brand in enumerate(brands)])
    assert [row["own"] for row in rows_of(snapshot, "fact_mention", "mention_id")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [(row["own"], row["mentions"]) for row in rows_of(snapshot, "mention_day", "own")] == [
        (False, 2),
        (True, 3),
    ]


def test_stars_are_out_of_five_whatever_the_scale(built, rows_of):
    ratings = [(5, 5), (8, 10), (3, 5), (4, None), (6, 5), (None, 5)]
    snapshot = built(
        mention=[
            mention(number, rating=rating, rating_max=top) for number, (rating, top) in enumerate(ratings)
        ]
    )
    (day,) = rows_of(snapshot, "mention_day", "day")
    assert [day[part] for part in ("mentions", "reviews", "rated", "stars_sum", "stars_sumsq", "top2")] == [
        6,
        6,
        3,
        12,
        50,
        2,
    ]


def test_reviews_still_without_a_reply_are_censored_when_their_source_was_last_seen(built, rows_of):
    hour = timedelta(hours=1)
    snapshot = built(
        mention=[
            mention(1, replied_at=AT + hour),
            mention(2),
            mention(3, replied=True),
            mention(4, published_at=AT + 5 * hour),
            mention(5, _source="silent"),
            mention(6, _source="says only whether", replied=False),
            mention(7, _source="says only whether", replied=True),
        ]
    )
    rows = rows_of(snapshot, "fact_mention", "mention_id")
    assert [(row["replied"], row["reply_s"], row["reply_observed"]) for row in rows] == [
        (True, 3600, True), (False, 5 * 3600, False), (True, None, None), (False, 0, False),
        (None, None, None), (False, None, None), (True, None, None),
    ]  # fmt: skip
    (day,) = rows_of(snapshot, "mention_day", "day")
    assert (day["reviews"], day["repliable"], day["replied"]) == (7, 6, 3)
    assert (day["scored"], day["unscored"]) == (0, 7)
