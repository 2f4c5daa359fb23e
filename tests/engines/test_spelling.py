"""Each function of the marts means on an engine what it means on DuckDB."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.engines.connect import Connected
from dashboard.engines.spelling import Unspelled, spark_sql
from dashboard.store.steps import make_functions
from tests.engines.whole_record import COMPANY, TEXTS

ASKED = (
    "redact(x.t)", "folded(x.t)", "spaceless(x.t)", "lower(trim(x.t))", "trim(x.t)", "concat(x.t, null, '!')",
    "local_day(x.at)", "local_hour(x.at)", "seconds_between(x.at, timestamp '2026-01-01 00:00:00.5')",
    "seconds_after(x.at, 1.5)", "seconds_after(x.at, -1)", "days_between(local_day(x.at), date '2026-01-01')",
    "days_after(local_day(x.at), -3)", "open_seconds(x.at, 1774688399.25, 1774699999.0, 100.0)",
    "in_steps(x.n * 1.0)", "cast(0.05 * x.n as double)", "x.n / 7", "x.n % 3",
)  # fmt: skip


@pytest.fixture(scope="module")
def both(sail, lake, tmp_path_factory):
    """The same texts, times and numbers on DuckDB and on Sail: select -> two lists of values."""
    words = ", ".join(f"({n}, {_quoted(text)})" for n, text in enumerate(TEXTS, 1))
    moments = "timestamp '2026-03-29 00:59:59.999999' + to_hours(cast(x.n * 500 as integer))"
    engine = Connected(sail, str(lake), COMPANY, tmp_path_factory.mktemp("both"))
    with duckdb.connect() as con:
        con.execute(f"set TimeZone = '{COMPANY.time_zone}'")
        make_functions(con)
        con.execute(f"create temp table given as select x.*, {moments} as at from (values {words}) x(n, t)")
        engine.give({"given": con.sql("select * from given").to_arrow_table()})

        def ask(what: str) -> tuple[list[object], list[object]]:
            sql = f"select x.n, {what} as v from given x order by x.n"
            return [row[1] for row in con.execute(sql).fetchall()], [row[1] for row in engine.ask(sql)]

        yield ask
    engine.close()


def _quoted(text: str | None) -> str:
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("what", ASKED)
def test_a_function_means_on_sail_what_it_means_on_duckdb(both, what):
    ours, theirs = both(what)
    assert theirs == pytest.approx(ours, rel=1e-12) if isinstance(ours[0], float) else theirs == ours


def test_a_phone_number_between_chinese_words_is_taken_out(both):
    _, redacted = both("redact(x.t)")
    assert "电话[phone]打不通" in redacted
    assert not [text for text in redacted if text and "@example.com" in text]


def test_a_function_given_too_little_is_refused_by_its_name():
    with pytest.raises(Unspelled, match="days_between takes 2 values, not 1"):
        spark_sql("select days_between(x.d) from x", "UTC")


def test_text_that_is_no_select_is_refused():
    with pytest.raises(Unspelled):
        spark_sql("select from where", "UTC")
