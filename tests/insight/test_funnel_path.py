"""Where the next touch of a step is, against a plain search."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.insight.funnel_path import after


@pytest.mark.parametrize("rows", [1, 2, 63, 64, 65, 127, 128, 129, 1000])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 1.0])
def test_the_first_marked_row_after_each_is_found(rows, share):
    random = np.random.default_rng(rows)
    marked = random.random(rows) < share
    stands = np.arange(rows)
    row, there = after(marked, stands)
    for stand in stands:
        later = [at for at in range(stand + 1, rows) if marked[at]]
        assert there[stand] == bool(later)
        assert row[stand] == (later[0] if later else 0)


def test_it_is_found_across_a_long_stretch_without_any():
    marked = np.zeros(100_000, dtype=np.bool_)
    marked[[0, 99_999]] = True
    row, there = after(marked, np.array([0, 5, 99_998, 99_999]))
    assert row.tolist() == [99_999, 99_999, 99_999, 0]
    assert there.tolist() == [True, True, True, False]


def test_nobody_stands_anywhere():
    row, there = after(np.ones(3, dtype=np.bool_), np.zeros(0, dtype=np.int64))
    assert (row.size, there.size) == (0, 0)
