"""What the made-up company spends, promises and compares itself with: costs, targets, benchmarks."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dashboard.demo.clock import DAYS, day, iso_days, local_day
from dashboard.demo.contacts import RECOVERY, Contacts
from dashboard.demo.people import People
from dashboard.demo.story import TEAMS, dice, iso
from dashboard.demo.write import Spoilt, Written, write_sheet

MADE_UP = "made up for the demo"
_ACQUISITION = (("web", 9.5), ("app", 6.0), ("store", 4.0), ("social", 7.5))
_AN_AGENT_A_MONTH, _RECOVERY_CALL = 3_100, 14.0
_MONTHS = [day(2024 + (9 + m + 1) // 12, (9 + m + 1) % 12 + 1, 1) for m in range(24)]
_TARGETS = (  # metric, at first, a year later, at last, dimension, value
    ("nps", 34, 37, 40, "", ""), ("csat", 80, 82, 85, "", ""), ("ces", 70, 72, 75, "", ""),
    ("churn_rate", 2.4, 2.2, 2.0, "", ""), ("retention_rate", 97.6, 97.8, 98.0, "", ""),
    ("first_response_time", 14_400, 10_800, 7_200, "", ""),
    ("resolution_time", 129_600, 108_000, 86_400, "", ""),
    ("first_contact_resolution", 80, 82, 84, "", ""), ("task_success", 76, 78, 80, "", ""),
    ("net_sentiment", 15, 18, 20, "", ""), ("review_rating", 3.8, 3.9, 4.0, "", ""),
    ("cart_abandonment", 60, 58, 55, "", ""), ("service_level", 55, 60, 65, "", ""),
    ("response_rate", 35, 38, 40, "", ""),
    ("csat", 78, 80, 82, "team", "Returns"), ("csat", 80, 82, 85, "team", "Delivery"),
    ("nps", 36, 38, 42, "channel", "app"),
)  # fmt: skip
_BENCHMARKS = (  # metric, typical, low, high
    ("nps", 36, 24, 50), ("csat", 79, 72, 86), ("ces", 69, 60, 78), ("churn_rate", 2.6, 1.6, 4.2),
    ("first_response_time", 18_000, 5_400, 43_200), ("first_contact_resolution", 74, 66, 82),
    ("task_success", 78, 70, 86),
    ("cart_abandonment", 62, 54, 71), ("bounce_rate", 41, 33, 52), ("conversion_rate", 4.4, 2.4, 6.5),
    ("review_rating", 3.9, 3.5, 4.3), ("coupon_redemption", 11, 6, 16), ("abandonment_rate", 5, 3, 9),
    ("repurchase_rate", 38, 28, 48), ("response_rate", 31, 20, 45), ("net_sentiment", 14, 0, 28),
)  # fmt: skip


def write_costs(folder: Path, seed: int, people: People, contacts: Contacts) -> Written:
    """Monthly money: finding customers by channel, people by team, and the recovery programme."""
    rng = dice(seed, "costs")
    edges = np.array([*_MONTHS, DAYS])
    joined = np.histogram(people.since, edges)[0]
    calls = np.histogram(local_day(contacts.at[contacts.topic == RECOVERY]), edges)[0]
    grown = len(people) / 24_000
    rows: list[tuple[int, str, str, str, float]] = []
    for month, (first, new, made) in enumerate(zip(_MONTHS, joined.tolist(), calls.tolist(), strict=True)):
        rows += [
            (first, "acquisition", channel, "", new * each * rng.lognormal(0, 0.1))
            for channel, each in _ACQUISITION
        ]
        staff = (16, 11, 12, 9, 8)
        rows += [(first, "service", "", team, n * _AN_AGENT_A_MONTH * grown * (1 + 0.004 * month))
                 for team, n in zip(TEAMS, staff, strict=True)]  # fmt: skip
        if made:
            rows.append((first, "recovery", "phone", "Care", made * _RECOVERY_CALL))
    columns = {
        "month": iso_days(np.array([row[0] for row in rows])), "kind": [row[1] for row in rows],
        "channel": [row[2] for row in rows], "team": [row[3] for row in rows],
        "amount": [f"{row[4]:.2f}" for row in rows],
    }  # fmt: skip
    return write_sheet(folder / "costs.csv", columns, len(rows), spoilt=(Spoilt("month", "Q3", "not a day"),))


def write_targets(folder: Path) -> Written:
    """Promises, raised each business year."""
    from_days = (iso(0), iso(day(2025, 11, 1)), iso(day(2026, 5, 1)))
    rows = [(metric, start, dimension, value, target)
            for metric, first, second, third, dimension, value in _TARGETS
            for start, target in zip(from_days, (first, second, third), strict=True)]  # fmt: skip
    names = ("metric", "valid_from", "dimension", "value", "target")
    columns = {name: [str(row[i]) for row in rows] for i, name in enumerate(names)}
    return write_sheet(folder / "targets.csv", columns, len(rows))


def write_benchmarks(folder: Path) -> Written:
    columns = {
        "metric": [row[0] for row in _BENCHMARKS], "source": MADE_UP, "year": "2026",
        "industry": "made-up retail",
        "typical": [str(row[1]) for row in _BENCHMARKS], "low": [str(row[2]) for row in _BENCHMARKS],
        "high": [str(row[3]) for row in _BENCHMARKS],
    }  # fmt: skip
    return write_sheet(folder / "benchmarks.csv", columns, len(_BENCHMARKS))
