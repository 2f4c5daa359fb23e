"""One agent beside the best, on the same work."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dashboard.insight.coaching import coach
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.intervals import wilson
from dashboard.scope import Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
CSAT = CATALOGUE["csat"]


def share(hits, n):
    low, high = wilson(np.array([float(hits)]), np.array([float(n)]))
    return Answer("csat", None, NOW, None, 100 * hits / n, low[0], high[0], n, {})


def test_what_stands_out_and_is_worse_comes_first():
    found = coach(
        CSAT,
        {("return", "phone"): share(40, 100), ("return", "email"): share(78, 100), ("account", "chat"): share(95, 100)},
        {("return", "phone"): share(400, 500), ("return", "email"): share(400, 500),
         ("account", "chat"): share(300, 500)},
    )  # fmt: skip
    assert [(c.cell, c.stands, c.worse) for c in found.cells] == [
        (("return", "phone"), True, True), (("account", "chat"), True, False), (("return", "email"), False, True),
    ]  # fmt: skip


def test_the_best_are_weighed_with_the_agents_own_mix_of_work():
    found = coach(
        CSAT,
        {("a", ""): share(30, 60), ("b", ""): share(10, 40)},
        {("a", ""): share(80, 100), ("b", ""): share(20, 40)},
    )
    assert found.own == pytest.approx(40.0)
    assert found.best == pytest.approx(0.6 * 80 + 0.4 * 50)


def test_work_that_only_one_side_does_and_handfuls_are_not_compared():
    found = coach(
        CSAT,
        {("a", ""): share(4, 4), ("b", ""): share(9, 10)},
        {("a", ""): share(50, 100), ("c", ""): share(9, 10)},
    )
    assert (found.cells, found.own, found.best) == ((), None, None)


def test_a_chance_difference_among_many_does_not_stand_out():
    own = {(str(i), ""): share(15 if i else 11, 20) for i in range(12)}
    best = {(str(i), ""): share(150, 200) for i in range(12)}
    assert not any(c.stands for c in coach(CSAT, own, best).cells)
