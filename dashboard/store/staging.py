"""Staging: a delimited file into the temporary table `staged`, every cell as text, nothing lost on the way."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.store.quote import literal, name

LONGEST_LINE = 16_000_000


class StagingMismatch(RuntimeError):
    """DuckDB did not read the file the way it was counted; nothing was staged."""


def stage_csv(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    width: int,
    *,
    delimiter: str = ",",
    quote: str = '"',
    skip: int = 0,
    line_column: bool = False,
) -> int:
    """Fill the temporary view `staged` (c0..cN VARCHAR, _line BIGINT) and give the number of rows.

    `line_column`: the first column of the file holds the line number; otherwise rows stand one a line and
    the line follows from the position. Raises `StagingMismatch` when a line does not fit.
    """
    cells = [f"c{i}" for i in range(width)]
    shape = ", ".join(f"{name(c)}: 'VARCHAR'" for c in (["_at", *cells] if line_column else cells))
    line = "try_cast(_at as bigint)" if line_column else f"rowid + {skip + 1}"
    con.execute("drop view if exists staged")
    try:
        con.execute(f"""create or replace temp table staged_text as select * from read_csv(
            {literal(str(path))}, columns = {{{shape}}}, auto_detect = false, header = false, skip = {skip},
            delim = {literal(delimiter)}, quote = {literal(quote)}, escape = {literal(quote)}, nullstr = '',
            strict_mode = true, null_padding = false, max_line_size = {LONGEST_LINE})""")
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise StagingMismatch(str(error).splitlines()[0]) from None
    con.execute(f"create temp view staged as select {line} as _line, {', '.join(cells)} from staged_text")
    return int(con.execute("select count(*) from staged_text").fetchall()[0][0])


def characters(con: duckdb.DuckDBPyConnection, width: int) -> int:
    """The number of characters in all staged cells: an independent check that the cells are the file's."""
    total = " + ".join(f"coalesce(sum(length(c{i})), 0)" for i in range(width))
    return int(con.execute(f"select ({total})::bigint from staged").fetchall()[0][0])
