"""What a snapshot can be asked about: its days and the values of each filter."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.company import WEEKDAYS
from dashboard.metrics.metric import Database
from dashboard.scope import Vocabulary

NO_DATA_DAY = date(2000, 1, 1)


def read_meta(db: Database) -> dict[str, str]:
    """The snapshot's own facts: company, currency, time zone, as_of, first_day, churn rule and the rest."""
    rows = db.query("select key, value from meta").to_pydict()
    return {key: value for key, value in zip(rows["key"], rows["value"], strict=True) if value is not None}


def read_vocabulary(db: Database) -> Vocabulary:
    """Days and filter values of a snapshot. One without a dated row stands at a fixed day, never at today."""
    meta = read_meta(db)
    values: dict[str, list[str]] = {}
    rows = db.query("select dimension, value from vocabulary order by dimension, position").to_pydict()
    for dimension, value in zip(rows["dimension"], rows["value"], strict=True):
        values.setdefault(dimension, []).append(value)
    week_start = meta.get("week_start", "monday")
    return Vocabulary(
        first_day=_day(meta.get("first_day"), NO_DATA_DAY - timedelta(days=1)),
        as_of=_day(meta.get("as_of"), NO_DATA_DAY),
        values={dimension: tuple(known) for dimension, known in values.items()},
        week_start=week_start if week_start in WEEKDAYS else "monday",
    )


def _day(text: str | None, otherwise: date) -> date:
    return date.fromisoformat(text[:10]) if text else otherwise
