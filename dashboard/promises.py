"""What a company declares for its scorecard: what the letters of COURTED are read from, and what a recovery is."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Letter = Literal["clean", "orderly", "understanding", "respectful", "time_saving", "easy", "dependable"]
LETTERS: tuple[Letter, ...] = (
    "clean", "orderly", "understanding", "respectful", "time_saving", "easy", "dependable",
)  # fmt: skip


class Measure(_Declared):
    """A metric by its key (checked against the catalogue where it is used), narrowed to where it is meant:
    `only` holds values by column, such as touchpoint, topic, survey or question."""

    metric: str = Field(min_length=1)
    variant: str | None = None
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    label: str = ""


Sign = Literal[
    "asked_again", "reopened", "left_open", "negative_message", "topic", "bad_answer", "failed_task"
]


class Recovery(_Declared):
    """What counts as a failure and as its recovery.

    `bad_answer`: a score in the lowest `bad_share` of a scale of five points or more, of these kinds of question and
    touchpoints (none: all). Recovered is a contact on one of `marker_topics` within the days; without any declared,
    that the customer's contacts were all resolved by then.
    """

    failures: tuple[Sign, ...] = ("bad_answer", "asked_again", "reopened", "left_open")
    answers: tuple[Literal["nps", "csat", "ces"], ...] = ("nps", "csat", "ces")
    touchpoints: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    bad_share: float = Field(default=0.25, gt=0, lt=0.5)
    marker_topics: tuple[str, ...] = ()
    within_days: int = Field(default=14, ge=1, le=90)
    bought_days: int = Field(default=90, ge=1, le=730)
    answered_days: int = Field(default=365, ge=1, le=730)
    history_days: int = Field(default=365, ge=30, le=1825)


_CONTACTS: dict[str, tuple[str, ...]] = {"touchpoint": ("support_contact",)}
USUAL_MEASURES: dict[Letter, tuple[Measure, ...]] = {
    "clean": (),  # nothing that every company has says how clean it is: a company names its own question
    "orderly": (Measure(metric="service_level"), Measure(metric="abandonment_rate")),
    "understanding": (Measure(metric="csat", only=_CONTACTS, label="Satisfied with the people they asked"),),
    "respectful": (
        Measure(
            metric="net_sentiment",
            variant="comments",
            only=_CONTACTS,
            label="Feeling in comments on contacts",
        ),
        Measure(metric="review_reply_rate"),
    ),
    "time_saving": (
        Measure(metric="first_response_time"),
        Measure(metric="resolution_time"),
        Measure(metric="time_on_task"),
    ),
    "easy": (Measure(metric="ces"), Measure(metric="task_success"), Measure(metric="search_no_result")),
    "dependable": (
        Measure(metric="error_rate"),
        Measure(metric="first_contact_resolution"),
        Measure(metric="reopen_rate"),
    ),
}
"""COURTED as it ships."""
