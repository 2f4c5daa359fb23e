"""Bands of value: round, none of too few, and nothing lost between them."""

from __future__ import annotations

import pytest

from dashboard.insight.bands import bands, edges


def test_values_close_together_get_even_bands_and_skewed_ones_bands_that_grow():
    assert edges(120, 175, 230) == [0.0, *(120.0 + 20 * i for i in range(6))]
    assert edges(2, 18, 900) == [0.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0]


def test_nothing_worth_anything_is_one_band():
    assert edges(0, 0, 0) == [0.0]
    assert len(edges(50, 50, 50)) >= 1


@pytest.mark.parametrize("values", [(0, 0.001, 5), (1e-4, 3e-4, 9e4), (-5, 3, 20), (10, 10, 10)])
def test_edges_rise_from_zero(values):
    found = edges(*values)
    assert found[0] == 0
    assert found == sorted(set(found))


def rows(*cells):
    return [{"place": place, "customers": n, "total": total} for place, n, total in cells]


def test_every_band_tells_its_share_of_customers_and_of_value():
    found = bands(rows((1, 60, 600.0), (2, 40, 1400.0)), [0.0, 20.0], 5)
    assert [(b.low, b.high, b.customers) for b in found] == [(0.0, 20.0, 60), (20.0, None, 40)]
    assert [b.share_customers for b in found] == [60, 40]
    assert [b.share_value for b in found] == [30, 70]


def test_a_band_of_too_few_is_joined_and_nobody_is_lost():
    found = bands(
        rows((1, 50, 500.0), (2, 3, 60.0), (3, 20, 900.0), (4, 2, 200.0)), [0.0, 10.0, 30.0, 60.0], 5
    )
    assert all(band.customers >= 5 for band in found)
    assert sum(band.customers for band in found) == 75
    assert found[-1].high is None
    first = bands(rows((1, 2, 10.0), (2, 50, 900.0)), [0.0, 10.0], 5)
    assert [(b.low, b.high, b.customers) for b in first] == [(0.0, None, 52)]
