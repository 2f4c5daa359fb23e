from __future__ import annotations

from datetime import date

import pytest

from dashboard.insight.find import affected, find
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Scope

NPS = CATALOGUE["nps"]
SCOPE = Scope(date(2025, 2, 1), date(2025, 3, 1))
NOW, BEFORE = SCOPE.now(), SCOPE.before()


def answers(day, n, promoters, customer="c", **group):
    return [
        {"answer_id": f"{day}{group}{i}", "at": day, "day": day, "kind": "nps", "promoter": i < promoters,
         "detractor": i >= promoters, "customer_id": f"{customer}{i}", **group}
        for i in range(n)
    ]  # fmt: skip


def story():
    """Everywhere 60 of 100 are promoters, before and now, but in Service in the app, where 60 become 10."""
    rows = []
    for day, bad in ((date(2025, 1, 10), 60), (date(2025, 2, 10), 10)):
        for channel in ("app", "web", "store"):
            for stage in ("Service", "Purchase"):
                promoters = bad if (channel, stage) == ("app", "Service") else 60
                rows += answers(
                    day, 100, promoters, f"{channel}{stage}", channel=channel, stage=stage, segment="new"
                )
    return rows


def test_the_planted_cell_is_found_with_its_share_of_the_change(snapshot):
    first, *_ = find(snapshot(fact_answer=story()), NPS, SCOPE, NOW, BEFORE)
    assert first.cell == {"channel": "app", "stage": "Service"}
    assert first.words == "the Service stage in the app channel"
    assert first.share == pytest.approx(1.0)
    assert (first.now, first.before, first.signal) == (-80, 20, True)
    assert first.total == pytest.approx(-100 / 6)


def test_it_takes_one_query(snapshot):
    db = snapshot(fact_answer=story())
    find(db, NPS, SCOPE, NOW, BEFORE)
    assert len(db.asked) == 1


def test_cells_with_too_few_rows_take_no_part(snapshot):
    db = snapshot(fact_answer=story())
    assert all(driver.n_now >= 150 for driver in find(db, NPS, SCOPE, NOW, BEFORE, minimum_n=150))


def test_a_cell_that_moved_by_chance_is_no_signal(snapshot):
    rows = []
    for day, change in ((date(2025, 1, 10), 0), (date(2025, 2, 10), 1)):
        for channel in ("app", "web"):
            rows += answers(day, 40, 20 + change * (channel == "app"), channel=channel, stage="Service")
    found = find(snapshot(fact_answer=rows), NPS, SCOPE, NOW, BEFORE)
    assert [driver.signal for driver in found] == [False]


def test_without_rows_in_either_period_nothing_is_found(snapshot):
    assert find(snapshot(), NPS, SCOPE, NOW, BEFORE) == []
    only_now = answers(date(2025, 2, 10), 50, 10, channel="app")
    assert find(snapshot(fact_answer=only_now), NPS, SCOPE, NOW, BEFORE) == []


def test_a_median_has_no_drivers(snapshot):
    assert find(snapshot(), CATALOGUE["first_response_time"], SCOPE, NOW, BEFORE) == []


def test_the_customers_of_a_cell_are_valued_once_each(snapshot):
    rows = answers(date(2025, 2, 3), 2, 0, channel="app") + answers(date(2025, 2, 4), 2, 0, channel="app")
    rows += answers(date(2025, 2, 4), 1, 0, "other", channel="web")
    people = [
        {"customer_id": name, "revenue_365": worth}
        for name, worth in (("c0", 100.0), ("c1", 20.0), ("other0", 7.0))
    ]
    db = snapshot(fact_answer=rows, customer=people)
    assert affected(db, NPS, SCOPE, {"channel": "app"}) == 120
    assert affected(db, NPS, SCOPE, {"channel": "phone"}) is None
