"""What people wrote: one row a text, with the scores beside it, worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

AT = datetime(2026, 3, 2, 10)


def answer(number, kind, score, high, **more):
    return {
        "answer_id": f"a{number}", "answered_at": AT, "kind": kind, "score": score, "scale_min": 0 if high == 10 else 1,
        "scale_max": high, "direction": "up", "survey": "Shop", **more,
    }  # fmt: skip


def test_a_comment_is_one_text_of_its_sheet_with_every_score_of_the_sheet(built, rows_of):
    snapshot = built(survey_answer=[
        answer(1, "nps", 3, 10, response_id="s1", comment="Never again"),
        answer(2, "csat", 5, 5, response_id="s1", comment="Never again"),
        answer(3, "csat", 2, 5, response_id="s2", comment=" "),
        answer(4, "nps", 9, 10, comment="Fine"),
    ])  # fmt: skip
    first, second = rows_of(snapshot, "fact_text", "text_id")
    assert (first["text_id"], first["body"], first["nps"], first["csat"], first["place"]) == (
        "comment:a1", "Never again", -100, 100, "Shop",
    )  # fmt: skip
    assert (second["text_id"], second["nps"], second["csat"]) == ("comment:a4", 100, None)


def test_a_contact_brings_its_own_satisfaction_and_whether_it_waits(built, rows_of):
    snapshot = built(
        contact=[
            {
                "contact_id": "1",
                "opened_at": AT,
                "message": "Help",
                "first_reply_at": AT + timedelta(hours=1),
            },
            {"contact_id": "2", "opened_at": AT, "subject": "Broken"},
            {"contact_id": "3", "opened_at": AT, "message": "Done", "status": "closed"},
            {"contact_id": "4", "opened_at": AT},
        ],
        survey_answer=[answer(1, "csat", 5, 5, contact_id="1")],
    )
    texts = rows_of(snapshot, "fact_text", "text_id")
    assert [(row["row_id"], row["csat"], row["waiting"]) for row in texts] == [
        ("1", 100, False), ("2", None, True), ("3", None, False),
    ]  # fmt: skip


def test_a_review_waits_only_when_its_source_tells_of_answers(built, rows_of):
    review = {"published_at": AT, "kind": "review", "body": "Bad", "rating": 1, "rating_max": 5}
    snapshot = built(mention=[
        {**review, "mention_id": "1", "replied": True}, {**review, "mention_id": "2"},
        {**review, "mention_id": "3", "_source": "silent"},
    ])  # fmt: skip
    texts = rows_of(snapshot, "fact_text", "text_id")
    assert [(row["row_id"], row["stars"], row["waiting"]) for row in texts] == [
        ("1", 1, False),
        ("2", 1, True),
        ("3", 1, None),
    ]


def test_the_cubes_add_up_to_the_texts_and_leave_competitors_out(built):
    snapshot = built(mention=[
        {"mention_id": "1", "published_at": AT, "kind": "post", "body": "The refund failed", "sentiment": -0.6},
        {"mention_id": "2", "published_at": AT, "kind": "post", "body": "My refund of a broken cup", "sentiment": 0.0},
        {"mention_id": "3", "published_at": AT, "kind": "post", "body": "Hello", "language": "lt"},
        {"mention_id": "4", "published_at": AT, "kind": "post", "body": "A refund", "brand": "Other"},
    ])  # fmt: skip
    (day,) = snapshot.query(
        "select sum(texts)::int as texts, sum(scored)::int as scored, sum(negative)::int as negative from text_day"
    ).to_pylist()
    assert day == {"texts": 3, "scored": 2, "negative": 1}
    topics = snapshot.query(
        "select topic, sum(texts)::int as texts from topic_day group by topic order by topic"
    )
    assert topics.to_pylist() == [
        {"topic": "damaged", "texts": 1}, {"topic": "return", "texts": 2}, {"topic": None, "texts": 3},
    ]  # fmt: skip
    brands = snapshot.query(
        "select own, brand, mentions::int as mentions from brand_day order by own"
    ).to_pylist()
    assert brands == [
        {"own": False, "brand": "Other", "mentions": 1},
        {"own": True, "brand": None, "mentions": 3},
    ]
