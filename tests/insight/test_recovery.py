"""Recovered customers beside the others, over tables as the shape's SQL gives them."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from dashboard.insight.recovery import ALIKE, LEAST, compare, covariates, groups
from dashboard.metrics.lots import MOST, SLICE, Lots, lots

SCHEMA = pa.schema(
    [("customer_id", pa.string()), ("failed", pa.bool_()), ("recovered", pa.bool_()), ("day", pa.date32())]
    + [(name, pa.string()) for name in ("channel", "segment", "region")]
    + [("bought_again", pa.bool_())]
    + [(name, pa.float64()) for name in (
        "nps_after", "csat_after", "ces_after", "orders_before", "spend_before", "last_order_days", "tenure_days",
        "contacts_before", "score_before",
    )]
)  # fmt: skip


def customer(number: int, failed: bool, recovered: bool, again: bool | None, **more):
    return {
        "customer_id": f"c{number}", "failed": failed, "recovered": recovered,
        "day": date(2026, 3, 1) + timedelta(days=number % 50), "segment": "Plus", "region": "Coast",
        "bought_again": again, "orders_before": 3, "spend_before": 90.0, "contacts_before": 1, **more,
    }  # fmt: skip


def table(rows) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def cohort() -> pa.Table:
    """Loyal customers buy again in 8 of 10 cases and others in 2; recovered are loyal 3 in 4, not recovered 1 in 4.
    Recovery changes nothing here."""
    rows, number = [], 0
    for recovered, loyal, count in ((True, 1, 60), (True, 0, 20), (False, 1, 20), (False, 0, 60)):
        for place in range(count):
            again = place % 10 < (8 if loyal else 2)
            more = {"segment": "Plus" if loyal else "Regular", "day": date(2026, 3, 1 + place % 20)}
            rows.append(customer(number, True, recovered, again, **more))
            number += 1
    return table(rows)


def test_a_difference_that_the_segment_makes_is_weighted_away():
    found = compare(cohort(), "bought_again", "unrecovered")
    assert found.contrast is not None
    assert (found.recovered, found.others) == (80, 80)
    assert found.contrast.value == pytest.approx((48 + 4) / 80)
    assert found.contrast.crude == pytest.approx((16 + 12) / 80)
    assert found.contrast.other == pytest.approx(0.75 * 0.8 + 0.25 * 0.2, abs=0.01)
    assert not found.contrast.signal


def test_every_covariate_tells_its_difference_before_and_after():
    found = compare(cohort(), "bought_again", "unrecovered")
    assert [line.name for line in found.balance] == ["day it began", "segment: Regular"]
    segment = found.balance[-1]
    assert segment.before == pytest.approx((0.25 - 0.75) / np.sqrt(0.25 * 0.75))
    assert abs(segment.after) < 0.01
    assert found.worst is not None and abs(found.worst.after) <= ALIKE
    assert found.fair


def test_effective_n_is_what_the_odds_leave():
    found = compare(cohort(), "bought_again", "unrecovered")
    assert found.effective == pytest.approx(80**2 / (20 * 3**2 + 60 / 9), rel=0.01)


def test_others_drawn_by_lot_weigh_to_what_all_of_them_weigh_to():
    """Buying again hangs on orders before, which the recovered have more of; recovery adds 10 points."""
    chance = np.random.default_rng(5)
    rows = []
    for number in range(12_000):
        orders = int(chance.poisson(3))
        recovered = chance.random() < 0.05 + 0.02 * orders
        again = chance.random() < 0.2 + 0.05 * min(orders, 8) + 0.1 * recovered
        rows.append(customer(number, True, bool(recovered), bool(again), orders_before=orders))
    drawn = [row for row in rows if row["recovered"] or chance.random() < 0.25]
    whole, part = (compare(table(each), "bought_again", "unrecovered").contrast for each in (rows, drawn))
    assert whole is not None and part is not None
    assert part.value == pytest.approx(whole.value)
    assert part.other == pytest.approx(whole.other, abs=0.02)
    assert part.low < 0.1 < part.high
    assert whole.high - whole.low < part.high - part.low < 1.5 * (whole.high - whole.low)


def test_as_many_are_drawn_as_tell_enough():
    assert lots(1_000, 1_875) == Lots(1.0, 1.0)
    few, many = lots(100, 25_000), lots(12_500, 2_500)
    assert (few.own, few.others * 25_000 / SLICE) == (1.0, pytest.approx(MOST))
    assert many.own == many.others == MOST * SLICE / 2_500
    evenly = [f"{lot * 2**12:08x}" for lot in range(2**20)]
    first = few.params()
    assert sum(lot < first["own"] for lot in evenly) == len(evenly)
    assert sum(lot < first["others"] for lot in evenly) / len(evenly) == pytest.approx(few.others, abs=1e-5)


def test_every_kind_of_customer_is_counted_once():
    rows = [customer(1, True, True, True), customer(2, True, False, True), customer(3, False, False, True),
            customer(4, False, False, None), customer(5, False, True, True)]  # fmt: skip
    found = groups(table(rows))
    assert (found.recovered, found.unrecovered, found.never_failed, found.unseen) == (1, 1, 2, 1)


def test_who_is_too_young_to_judge_takes_no_part():
    rows = cohort().to_pylist() + [customer(900 + n, True, True, None) for n in range(50)]
    assert compare(table(rows), "bought_again", "unrecovered").recovered == 80


def test_a_group_with_too_few_is_said_and_not_weighted():
    rows = [row for row in cohort().to_pylist() if row["recovered"]][: LEAST - 1]
    rows += [row for row in cohort().to_pylist() if not row["recovered"]]
    found = compare(table(rows), "bought_again", "unrecovered")
    assert found.contrast is None
    assert found.recovered == LEAST - 1
    assert not found.fair


def test_nobody_at_all_is_no_comparison():
    found = compare(table([]), "nps_after", "never failed")
    assert (found.recovered, found.others, found.contrast) == (0, 0, None)


def test_what_is_not_known_is_a_column_of_its_own():
    rows = [customer(n, True, n % 2 == 0, True, tenure_days=None if n < 3 else 100.0 + n) for n in range(6)]
    found = covariates(table(rows))
    assert found["days as a customer: not known"].tolist() == [1, 1, 1, 0, 0, 0]
    assert np.isfinite(found["days as a customer"]).all()


def test_rare_values_and_the_most_frequent_one_are_not_covariates():
    rows = [customer(n, True, n % 2 == 0, True, region="Coast" if n < 60 else "Lakes") for n in range(99)]
    rows.append(customer(99, True, True, True, region="Nowhere"))
    assert [name for name in covariates(table(rows)) if name.startswith("region")] == ["region: Lakes"]
