"""Columns of an answer as arrays: values, gaps and pieces."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from dashboard.metrics.columns import coded, numbers

KINDS = {"double": pa.float64(), "int64": pa.int64(), "uint8": pa.uint8(), "bool": pa.bool_()}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("gaps", [False, True])
@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 1000])
def test_values_of_every_kind_come_over_as_they_are(kind, gaps, rows):
    random = np.random.default_rng(rows)
    given = [bool(value) if kind == "bool" else int(value) for value in random.integers(0, 2, rows)]
    given = [None if gaps and at % 3 == 1 else value for at, value in enumerate(given)]
    whole = pa.array(given, KINDS[kind])
    for column in (
        whole,
        whole.slice(rows // 2),
        pa.chunked_array([whole.slice(0, rows // 3), whole.slice(rows // 3)]),
    ):
        told = column.to_pylist()
        found = numbers(column, 9)
        assert found.tolist() == [9 if value is None else value for value in told]
        assert None in told or found.dtype == np.dtype(KINDS[kind].to_pandas_dtype())


def test_what_is_missing_is_nan_where_nothing_else_is_asked():
    assert np.isnan(numbers(pa.array([None, 1.5]))).tolist() == [True, False]


def test_names_are_coded_in_their_order_and_what_is_not_stated_comes_last():
    table = pa.table({
        "plain": ["b", None, "a", "b"],
        "listed": pa.array(["high", "low", None, "low"]).cast(pa.dictionary(pa.int8(), pa.string())),
    })  # fmt: skip
    for name in table.column_names:
        codes, named = coded(table, name)
        assert [named[code] for code in codes] == table.column(name).to_pylist()
        assert named[-1] is None
    assert coded(table, "plain")[1] == ["a", "b", None]
    assert coded(table, "listed")[1] == ["high", "low", None]
