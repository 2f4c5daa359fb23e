"""Columns of an answer as NumPy arrays. Arrow's own way there imports pandas, which pages have no other use for."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def numbers(column: pa.ChunkedArray | pa.Array, missing: float = np.nan) -> npt.NDArray[Any]:
    """The numbers or truth values of a column, in their own type; `missing` where there is none."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    kind = np.dtype(array.type.to_pandas_dtype())
    stated, held = array.buffers()
    if held is None:
        return np.zeros(0, dtype=kind)
    here = slice(array.offset, array.offset + len(array))
    values = _bits(held)[here] if kind == np.bool_ else np.frombuffer(held, dtype=kind)[here]
    return np.where(_bits(stated)[here], values, missing) if array.null_count else values


def _bits(held: pa.Buffer) -> npt.NDArray[np.bool_]:
    return np.unpackbits(np.frombuffer(held, dtype=np.uint8), bitorder="little").view(np.bool_)


def coded(table: pa.Table, name: str) -> tuple[npt.NDArray[np.int64], list[object]]:
    """A column as numbers and what they stand for: values of an ENUM in its order, others sorted, None last."""
    column = table.column(name).combine_chunks()
    known = pa.types.is_dictionary(column.type)
    column = column if known else column.dictionary_encode()
    named = column.dictionary.to_pylist()
    order = range(len(named)) if known else sorted(range(len(named)), key=named.__getitem__)
    rank = np.append(np.argsort(order), len(named)).astype(np.int64)
    return rank[numbers(column.indices, len(named)).astype(np.int64)], [*(named[at] for at in order), None]
