"""Waits of many cells at once are those of each cell alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.metrics.survival import kaplan_meier, quantile
from dashboard.metrics.waits import put_together, waits_of

STATISTICS = {
    "median": lambda curve: quantile(curve, 0.5),
    "p90": lambda curve: quantile(curve, 0.9),
    "mean": lambda curve: (area(curve), None, None),
}
ROWS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 12), st.booleans(), st.integers(1, 4)),
    min_size=1,
    max_size=90,
)


def area(curve):
    """The area under the steps of a curve, up to the longest time watched."""
    mean, since, height = 0.0, 0.0, 1.0
    for time, after in zip(curve.times, curve.survival, strict=True):
        mean, since, height = mean + height * (time - since), time, after
    return mean + height * (curve.last - since) if curve.last else None


def columns_of(rows):
    frame = pd.DataFrame(rows, columns=["cell", "seconds", "observed", "n"]).sort_values(
        "cell", kind="stable"
    )
    starts = np.flatnonzero(~frame.cell.duplicated())
    columns = {
        "seconds": frame.seconds.to_numpy(float), "observed": frame.observed.to_numpy(), "n": frame.n.to_numpy(float)
    }  # fmt: skip
    return frame, [("now", str(cell)) for cell in frame.cell.unique()], starts.tolist(), columns


def known(value):
    return None if np.isnan(value) else pytest.approx(value)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(list(STATISTICS)))
def test_every_cell_is_reckoned_as_if_it_were_alone(rows, statistic):
    frame, cells, starts, columns = columns_of(rows)
    found, parts, *sides = waits_of(statistic, cells, starts, columns)
    assert found == cells
    for at, (_, own) in enumerate(frame.groupby("cell")):
        curve = kaplan_meier(own.seconds.to_numpy(float), own.observed.to_numpy(), own.n.to_numpy(float))
        sure = (
            1 if statistic == "mean" else 3
        )  # the interval of the mean is tested by how often it covers the truth
        assert STATISTICS[statistic](curve)[:sure] == tuple(known(side[at]) for side in sides)[:sure]
        assert {name: known(parts[name][at]) for name in STATISTICS} == {
            name: estimate(curve)[0] for name, estimate in STATISTICS.items()
        }
        assert (parts["n"][at], parts["events"][at]) == (own.n.sum(), own.n[own.observed].sum())
        assert parts["waiting"][at] == own.n[~own.observed].sum()


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # statsmodels divides by zero where survival is 1 or 0
def test_the_medians_of_many_cells_are_those_of_statsmodels():
    random = np.random.default_rng(3)
    rows = [
        (cell, int(wait), bool(seen), 1)
        for cell, size in enumerate((3, 40, 41, 200, 900))
        for wait, seen in zip(random.exponential(900, size), random.random(size) < 0.8, strict=True)
    ]
    frame, cells, starts, columns = columns_of(rows)
    for statistic, share in (("median", 0.5), ("p90", 0.9)):
        _, _, value, low, high = waits_of(statistic, cells, starts, columns)
        for at, (_, own) in enumerate(frame.groupby("cell")):
            theirs = SurvfuncRight(own.seconds.to_numpy(), own.observed.to_numpy().astype(int))
            assert value[at] == pytest.approx(theirs.quantile(share), nan_ok=True)
            if len(own) >= 200 and share == 0.5:
                assert (low[at], high[at]) == pytest.approx(
                    theirs.quantile_ci(share, method="cloglog"), rel=0.05
                )


def test_of_no_rows_there_are_no_cells():
    empty = pa.table({"label": pa.array([], pa.string()), "seconds": pa.array([], pa.float64()),
                      "observed": pa.array([], pa.bool_()), "n": pa.array([], pa.float64())})  # fmt: skip
    cells, starts, columns = put_together(empty, None)
    found, parts, value, _, _ = waits_of("median", cells, starts, columns)
    assert (found, value.size, parts["n"].size) == ([], 0, 0)


def test_rows_of_a_group_are_put_together_in_the_order_of_names_those_of_none_last():
    table = pa.table({
        "label": ["now", "before", "now", "now"], "agent_id": ["b", "b", None, "a"], "seconds": [1.0, 2.0, 3.0, 4.0],
        "observed": [True] * 4, "n": [1.0] * 4,
    })  # fmt: skip
    cells, starts, columns = put_together(table, "agent_id")
    assert [group for _, group in cells] == ["a", "b", "b", None]
    assert sorted(cells[1:3]) == [("before", "b"), ("now", "b")]
    assert starts == [0, 1, 2, 3]
    assert columns["seconds"].tolist()[0] == 4.0
