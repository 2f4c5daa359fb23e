"""The nine questions of a page: from the marts, as pages ask them, and from the raw tables, as one would write them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import duckdb

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import Question, compile_query
from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS, Scope, Vocabulary, Window, buckets
from dashboard.store.quote import literal
from dashboard.store.record import FILE as RECORD
from dashboard.store.snapshot import Snapshot
from tests.bench.results import Line, Results

LONG_MS = 2000.0
PAGE_GOALS = {"10m": 0.03, "100m": 0.003}


def nine(first_day: date, as_of: date) -> dict[str, list[Question]]:
    """Name to what the pages ask for it: the same periods and filters as in `raw.sql`."""
    end = as_of + timedelta(days=1)
    scope, year = Scope(end - timedelta(days=90), end), Scope(end - timedelta(days=365), end)
    now = [scope.now()]
    plus, plus_year = scope.narrowed("segment", "Plus"), year.narrowed("segment", "Plus")
    visitors = CATALOGUE["conversion_rate"].as_variant("per_customer")
    ever = Scope(first_day, end)
    span = {
        "label": ["now"],
        "first_day": [first_day],
        "end_day": [end],
        "earliest": first_day,
        "latest": end,
    }
    return {
        "nps": [compile_query([CATALOGUE["nps"]], plus_year, [plus_year.now()])],
        "revenue": [compile_query([CATALOGUE["revenue"]], plus, now)],
        "conversion": [compile_query([CATALOGUE["conversion_rate"]], scope, now)],
        "active": [compile_query([visitors], year, _months(year))],
        "retention": [ask("cohort", scope, {
            "entry": "first_seen", "event": "visit", "grain": "month", "way": "on", "first": date(2000, 1, 1),
        }, {"people": ()})],
        "teams": [compile_query([CATALOGUE[key]], scope, now, "team")
                  for key in ("contacts", "first_response_time", "csat") if key in CATALOGUE],
        "transitions": [ask("path_flows", ever, {
            **span, "unit": "session", "step": "product_page", "forward": True}, {"scope": DIMENSIONS[:1]})],
        "topics": [ask("voice_topics", ever, {**span, "classes": []})],
        "funnel": [ask("funnel_counts", scope, {
            "unit": "customer", "days": 30, "seen": datetime.combine(end - timedelta(days=30), time())}, {})],
    }  # fmt: skip


def _months(scope: Scope) -> list[Window]:
    return buckets(scope.start, scope.end, "month")


def raw_statements() -> dict[str, str]:
    """Name to statement."""
    said = files("tests.bench").joinpath("raw.sql").read_text("utf-8").split("\n-- ")[1:]
    return {part.partition(":")[0]: f"-- {part}".rstrip().rstrip(";") for part in said}


def compare(home: Path, db: Snapshot, known: Vocabulary, results: Results, runs: int) -> None:
    """Print and keep both sides of every question, and of all nine together."""
    end = known.as_of + timedelta(days=1)
    given = {"start": end - timedelta(days=90), "year": end - timedelta(days=365), "end": end}
    statements, told = raw_statements(), {"marts": 0.0, "raw": 0.0}
    with duckdb.connect(config={"threads": 2, "memory_limit": "8GB"}) as con:
        con.execute(f"attach {literal(str(home / RECORD))} as record (read_only)")
        con.execute("use record")
        for name, questions in nine(known.first_day, known.as_of).items():
            marts = sum(statistics.median(_mart(db, question, runs)) for question in questions)
            raw = statistics.median(_raw(con, statements[name], given, runs))
            told["marts"] += marts
            told["raw"] += raw
            results.add(Line(f"{name}: marts / raw", marts / raw, "", note=f"{marts:.1f} ms / {raw:.1f} ms"))
    results.told["nine"] = told
    ratio, goal = told["marts"] / told["raw"], PAGE_GOALS.get(home.name)
    results.add(
        Line(
            "nine questions: marts / raw",
            ratio,
            "",
            goal,
            note="{marts:.0f} ms / {raw:.0f} ms".format(**told),
        )
    )


def _mart(db: Snapshot, question: Question, runs: int) -> list[float]:
    return list(_timed(lambda: db.query(question.sql, question.params), runs))


def _raw(con: duckdb.DuckDBPyConnection, sql: str, given: Mapping[str, date], runs: int) -> list[float]:
    needed = {name: value for name, value in given.items() if f"${name}" in sql}
    return list(_timed(lambda: con.execute(sql, needed or None).fetchall(), runs))


def _timed(work: Callable[[], object], runs: int) -> Iterator[float]:
    """Milliseconds of each run; one run is enough of what takes long."""
    for _ in range(runs):
        started = perf_counter()
        work()
        took = (perf_counter() - started) * 1000
        yield took
        if took > LONG_MS:
            return
