"""A made-up company's record of any size, for the bench: 24 months, everything in proportion to the web events.

`python -m tests.bench.record_made EVENTS HOME` writes HOME/record.duckdb and HOME/company.toml. Each value is a hash of
its row's number, so the same size is the same record. Customers and answers are a tenth of the events, contacts a
twentieth, orders three hundredths; rows lie in the order of time.
"""

from __future__ import annotations

import math
import sys
import time
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from pathlib import Path

import duckdb

from dashboard.store.ddl import create_record
from dashboard.store.quote import literal

PART = 5_000_000
FIRST, DAYS = "2024-11-01", 730
SHARES: dict[str, float] = {
    "customer": 1 / 10, "event": 1.0, "purchase": 3 / 100, "contact": 1 / 20, "survey_invitation": 1 / 100,
    "survey_answer": 1 / 10, "mention": 1 / 50, "subscription": 1 / 100,
}  # fmt: skip
FIXED = {"cost": 216, "target": 4, "benchmark": 3}
LANGUAGES = ("en", "en", "en", "en", "en", "en", "de", "lt", "zh")
MOODS = {"good": 0.7, "bad": -0.6, "soso": 0.0}


def make(home: Path, events: int) -> None:
    """Write the record and the company file of a made-up company with so many events."""
    home.mkdir(parents=True, exist_ok=True)
    told = files("dashboard.demo").joinpath("company.toml").read_text("utf-8")
    (home / "company.toml").write_text(told.replace("demo = true", "demo = false"), "utf-8")
    path = home / "record.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path), config={"memory_limit": "4GB", "threads": 2}) as con:
        create_record(con)
        _functions(con, events)
        for table, sql in _inserts().items():
            for first, last in _parts(_rows(table, events)):
                con.execute(sql.format(first=first, last=last))


def agents(events: int) -> int:
    """How many people answer: 60 for a million events, twice as many for ten times as many."""
    return max(8, round(60 * 2 ** math.log10(events / 1_000_000)))


def _rows(table: str, events: int) -> int:
    if table == "agent":
        return agents(events) + 1
    return FIXED.get(table) or round(events * SHARES[table])


def _parts(rows: int) -> Iterator[tuple[int, int]]:
    return ((first, min(first + PART, rows)) for first in range(0, rows, PART))


def _inserts() -> dict[str, str]:
    """Table to the statement that fills it."""
    statements = files("tests.bench").joinpath("record_made.sql").read_text("utf-8").split(";\n")
    told = [
        statement[statement.index("insert into") :] for statement in statements if "insert into" in statement
    ]
    return {statement.split()[2]: statement for statement in told}


def _functions(con: duckdb.DuckDBPyConnection, events: int) -> None:
    con.execute(f"set variable sayings = {_sayings()}")
    seconds = DAYS * 86400
    for signature, body in {
        "u(i, k)": "(hash(i, k) % 1000003) / 1000003.0",
        "bell(i, k)": "sqrt(-2 * ln(1 - u(i, k))) * cos(2 * pi() * u(i, k + 5000))",
        "pick(x, told)": "told[1 + cast(floor(x * len(told)) as integer)]",
        "size(n)": f"cast(round({events} / n) as bigint)",
        "width()": f"{max(1, events // 500_000)}",
        "agents()": f"{agents(events)}",
        "until()": f"timestamp '{FIRST}' + to_days({DAYS}) - to_hours(3)",
        "moment(i, k, n)":
            f"timestamp '{FIRST}' + to_microseconds(cast(((i + u(k, 99)) * ({seconds} - 10800) / n) * 1e6 as bigint))",
        "someone(x)": f"cast(floor(power(x, 1.7) * {events // 10}) as bigint)",
        "said(x)": "getvariable('sayings')[1 + cast(floor(x * len(getvariable('sayings'))) as integer)]",
    }.items():  # fmt: skip
        con.execute(f"create temp macro {signature} as {body}")


def _sayings() -> str:
    """A list of what people write, as SQL: words, language and mood."""
    told = tomllib.loads(files("dashboard.demo").joinpath("texts.toml").read_text("utf-8"))
    rows = []
    for language, (mood, value) in product(LANGUAGES, MOODS.items()):
        opens = told[language][f"open_{mood}"]
        for topic in (part for part in told[language].values() if isinstance(part, dict)):
            for number, words in enumerate(topic.get(mood, ())):
                filled = words.format(item="kettle", days=1 + number, store="Store 3")
                said = literal(f"{opens[number % len(opens)]} {filled}")
                rows.append(f"{{'words': {said}, 'language': '{language}', 'mood': {value}}}")
    return f"[{', '.join(rows)}]"


if __name__ == "__main__":
    started = time.perf_counter()
    make(Path(sys.argv[2]), int(sys.argv[1]))
    size = (Path(sys.argv[2]) / "record.duckdb").stat().st_size
    print(f"{int(sys.argv[1]):,} events, {size / 1e6:,.0f} MB, {time.perf_counter() - started:.0f} s")
