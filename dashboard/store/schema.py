"""The record: its canonical tables and columns, declared once for DDL, presets, guesses and the data page.

Types are DuckDB's. Timestamps are UTC without a zone. Every fact is one row per natural key; `origin`
columns (file, line, preset, import time, version) are added to every table by the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SourceClass = Literal["direct", "indirect", "inferred", "reference"]
Type = Literal["VARCHAR", "DOUBLE", "BIGINT", "BOOLEAN", "TIMESTAMP", "DATE"]


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table. `key`: the columns that identify a row. `at`: the column that dates it."""

    name: str
    source_class: SourceClass
    key: tuple[str, ...]
    at: str | None
    says: str
    columns: Mapping[str, tuple[Type, str]]


def _table(
    name: str, source_class: SourceClass, key: str, at: str | None, says: str, columns: Mapping[str, str]
) -> Table:
    typed = {column: _typed(spec) for column, spec in columns.items()}
    return Table(name, source_class, tuple(key.split()), at, says, typed)


def _typed(spec: str) -> tuple[Type, str]:
    kind, _, says = spec.partition(" ")
    return _TYPES[kind], says


_TYPES: dict[str, Type] = {
    "text": "VARCHAR", "number": "DOUBLE", "whole": "BIGINT", "yes": "BOOLEAN", "time": "TIMESTAMP", "day": "DATE",
}  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table("customer", "reference", "customer_id", None, "One customer, with the attributes filters use.", {
            "customer_id": "text the company's id, or a token made from an email",
            "email_token": "text token of the email, which joins sources that know only the address",
            "since": "day first day as a customer",
            "segment": "text", "persona": "text", "region": "text", "country": "text", "language": "text",
            "birth_year": "whole", "gender": "text", "acquisition_channel": "text",
            "acquisition_cost": "number in the company's currency",
        }),
        _table("customer_contact", "reference", "customer_id", None, "Personal data, apart; never in a snapshot.", {
            "customer_id": "text", "name": "text", "email": "text", "phone": "text",
        }),
        _table("agent", "reference", "agent_id", None, "Someone, or a bot, who answers customers.", {
            "agent_id": "text", "name": "text", "team": "text", "role": "text", "is_bot": "yes",
        }),
        _table("survey_invitation", "direct", "invitation_id", "invited_at", "A request to answer a survey.", {
            "invitation_id": "text", "invited_at": "time", "customer_id": "text", "survey": "text",
            "channel": "text", "touchpoint": "text", "delivered": "yes", "answered": "yes", "team": "text",
            "region": "text",
        }),
        _table("survey_answer", "direct", "answer_id", "answered_at", "One answer to one survey question.", {
            "answer_id": "text", "response_id": "text the sheet this answer stands on", "answered_at": "time",
            "customer_id": "text", "survey": "text", "question": "text",
            "kind": "text nps, csat, ces or other", "score": "number as given",
            "scale_min": "number", "scale_max": "number", "direction": "text up: more is better; down: less is better",
            "answer_text": "text", "comment": "text", "channel": "text", "touchpoint": "text", "topic": "text",
            "agent_id": "text", "team": "text", "region": "text", "contact_id": "text", "language": "text",
            "sentiment": "number -1 to 1", "sentiment_model": "text",
        }),
        _table("contact", "direct", "contact_id", "opened_at", "A ticket, call, chat, email or message.", {
            "contact_id": "text", "opened_at": "time", "first_reply_at": "time first public reply by a person",
            "first_bot_reply_at": "time", "resolved_at": "time", "customer_id": "text", "channel": "text",
            "touchpoint": "text", "topic": "text", "agent_id": "text", "team": "text", "region": "text",
            "status": "text", "priority": "text", "subject": "text", "message": "text", "language": "text",
            "reopens": "whole", "replies": "whole",
            "queued": "yes waited in a queue", "abandoned": "yes hung up while queued",
            "queue_seconds": "number", "handle_seconds": "number", "is_bot": "yes handled by a bot",
            "handed_over": "yes bot passed it to a person", "is_test": "yes test or phantom call",
            "sentiment": "number -1 to 1", "sentiment_model": "text",
        }),
        _table("mention", "indirect", "mention_id", "published_at", "A review, post, complaint or news item.", {
            "mention_id": "text", "published_at": "time", "kind": "text review, post, complaint, news or forum",
            "site": "text", "brand": "text own brand when empty", "customer_id": "text", "author_token": "text",
            "rating": "number", "rating_max": "number", "title": "text", "body": "text", "language": "text",
            "topic": "text", "location": "text", "app_version": "text", "channel": "text", "touchpoint": "text",
            "region": "text", "replied_at": "time", "replied": "yes", "reach": "number", "likes": "number",
            "sentiment": "number -1 to 1", "sentiment_model": "text",
        }),
        _table("event", "inferred", "event_id", "happened_at", "Something a customer did on web, app or in store.", {
            "event_id": "text", "happened_at": "time", "customer_id": "text", "session_id": "text",
            "name": "text page_view, add_to_cart, begin_checkout, purchase, task_start, task_finish, error, "
            "search, coupon_issued, coupon_redeemed, store_visit ...",
            "channel": "text", "touchpoint": "text", "device": "text", "page": "text", "task": "text",
            "error": "text", "clicks": "number", "seconds": "number", "coupon": "text", "campaign": "text",
            "store": "text", "region": "text", "search_term": "text", "results": "number",
            "quantity": "number how many it stands for, 1 when empty", "amount": "number",
        }),
        _table("purchase", "inferred", "order_id", "ordered_at", "One order.", {
            "order_id": "text", "ordered_at": "time", "customer_id": "text", "channel": "text", "touchpoint": "text",
            "store": "text", "region": "text", "amount": "number", "discount": "number", "refunded": "number",
            "currency": "text", "items": "number", "coupon": "text", "status": "text", "session_id": "text",
        }),
        _table("order_line", "inferred", "order_id line", "ordered_at", "One line of an order.", {
            "order_id": "text", "line": "text", "ordered_at": "time", "customer_id": "text", "channel": "text",
            "store": "text", "region": "text", "product": "text", "category": "text", "quantity": "number",
            "amount": "number", "discount": "number",
        }),
        _table("subscription", "inferred", "subscription_id", "started_on", "A contract between two days.", {
            "subscription_id": "text", "customer_id": "text", "started_on": "day", "ended_on": "day",
            "plan": "text", "contract": "text", "monthly_amount": "number",
            "tenure_months": "number for sources without dates", "churned": "yes for sources without dates",
            "reason": "text", "channel": "text", "region": "text",
        }),
        _table("cost", "reference", "cost_id", "month", "Money spent in a month.", {
            "cost_id": "text", "month": "day", "kind": "text acquisition, service, recovery ...", "channel": "text",
            "team": "text", "amount": "number",
        }),
        _table("target", "reference", "metric valid_from dimension value", None, "A number the company promised.", {
            "metric": "text", "valid_from": "day", "dimension": "text", "value": "text", "target": "number",
        }),
        _table("benchmark", "reference", "metric source year", None, "What others reach, with where it is from.", {
            "metric": "text", "source": "text", "year": "text", "industry": "text", "typical": "number",
            "low": "number", "high": "number",
        }),
    )
}  # fmt: skip

ORIGIN: dict[str, str] = {
    "_file": "VARCHAR", "_line": "BIGINT", "_source": "VARCHAR", "_imported_at": "TIMESTAMP", "_version": "TIMESTAMP",
}  # fmt: skip

LEDGER: dict[str, dict[str, str]] = {
    "import_file": {
        "file": "VARCHAR", "name": "VARCHAR", "source": "VARCHAR", "tables": "VARCHAR", "status": "VARCHAR",
        "cause": "VARCHAR", "read": "BIGINT", "accepted": "BIGINT", "rejected": "BIGINT", "dropped": "BIGINT",
        "drop_reasons": "VARCHAR", "first_at": "TIMESTAMP", "last_at": "TIMESTAMP", "imported_at": "TIMESTAMP",
        "bytes": "BIGINT",
    },
    "reject": {
        "file": "VARCHAR", "line": "BIGINT", "column": "VARCHAR", "cause": "VARCHAR", "raw": "VARCHAR",
        "source": "VARCHAR", "imported_at": "TIMESTAMP",
    },
}  # fmt: skip
