"""Differences between shares against statsmodels, and which of many stand out."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.insight.funnel_change import difference, differences
from dashboard.insight.funnel_counts import Share, shares


def share(hits: int, n: int) -> Share:
    return shares(np.array([float(hits)]), np.array([float(n)]))[0]


@pytest.mark.parametrize(
    ("now", "before"), [((45, 100), (60, 110)), ((9, 10), (1, 12)), ((500, 900), (480, 900))]
)
def test_a_difference_has_newcombes_interval(now, before):
    found = difference(share(*now), share(*before))
    low, high = confint_proportions_2indep(*now, *before, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))
    assert (found.chance < 0.05) == (low > 0 or high < 0)


def test_only_what_holds_for_all_that_were_looked_at_is_marked():
    pairs = [(share(50 + more, 100), share(50, 100)) for more in (0, 5, 14, 15, 30, 3, 2, 1)]
    found = differences(pairs, minimum_n=30)
    expected = multipletests([d.chance for d in found], 0.05, method="fdr_bh")[0]
    assert [d.signal for d in found] == expected.tolist()
    assert 0 < sum(d.signal for d in found) < sum(d.chance < 0.05 for d in found)


def test_too_few_are_not_judged_and_nobody_is_no_difference():
    few, none = differences([(share(20, 20), share(0, 20)), (share(20, 40), share(0, 0))], minimum_n=30)
    assert (few.delta, few.signal) == (100.0, False)
    assert (none.delta, none.signal) == (None, False)


def test_no_difference_is_chance():
    assert difference(share(5, 10), share(5, 10)).chance == 1.0
