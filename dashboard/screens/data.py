"""What pages read, and the only cache: everything is kept by the name of the snapshot it came from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import streamlit as st

from dashboard.company import Company, read_company
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import asked_together
from dashboard.metrics.coverage import Coverage, read_coverage, refusal
from dashboard.metrics.metric import Database, Metric
from dashboard.metrics.query import Answer, measure
from dashboard.metrics.vocabulary import read_meta, read_vocabulary
from dashboard.scope import Scope, Vocabulary, Window
from dashboard.store.snapshot import Snapshot, find_current, open_snapshot
from dashboard.store.steps import marts_digest

T = TypeVar("T")
HOME = "SIGHTLINE_HOME"
_ASKING = ThreadPoolExecutor(4, thread_name_prefix="asking")

TARGETS = """-- one row per metric: the company-wide target in force on the last day
select metric, arg_max(target, coalesce(valid_from, date '1900-01-01')) as target from target
where (dimension is null or dimension = '') and target is not null
  and (valid_from is null or valid_from <= $as_of) group by metric"""
BENCHMARKS = """-- one row per metric: what others reach, from the newest source
select metric, arg_max(typical, coalesce(year, '')) as typical,
  arg_max(concat_ws(', ', source, industry, year), coalesce(year, '')) as source
from benchmark where typical is not null group by metric"""
SOURCES = """-- one row per source class and source
select source_class, source, sum(accepted)::bigint as accepted, sum(rejected)::bigint as rejected,
  max(last_at) as last_at, max(imported_at) as imported_at
from source group by source_class, source order by source_class, accepted desc, source"""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What others reach, and where that is from."""

    typical: float
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a snapshot says of itself; it never changes. `reasons`: metric key to why it cannot be asked. `foreign`: it
    was built by another version, whose tables may mean something else."""

    company: str
    demo: bool
    currency: str
    vocabulary: Vocabulary
    coverage: Coverage
    reasons: Mapping[str, str | None]
    targets: Mapping[str, float]
    benchmarks: Mapping[str, Benchmark]
    sources: tuple[Mapping[str, Any], ...]
    churn_rule: str
    foreign: bool


def home() -> Path:
    """The folder of the company that is shown."""
    return Path(os.environ.get(HOME) or "data").resolve()


def company(folder: Path) -> Company:
    """The company file, read again when it changes. Raises `CompanyFileError`."""
    path = folder / "company.toml"
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _company(str(path), stamp)


@st.cache_resource(show_spinner=False, max_entries=4)
def _company(path: str, stamp: int) -> Company:
    return read_company(Path(path))


def published(folder: Path) -> tuple[Snapshot | None, str | None]:
    """The snapshot in force, opened once, and why it is not the one that should be; None before the first build."""
    shown = find_current(folder)
    return (opened(shown.path) if shown.path is not None else None), shown.notice


def opened(path: Path) -> Snapshot:
    """A snapshot by its file, opened once. Raises `SnapshotError`."""
    return _opened(str(path))


@st.cache_resource(show_spinner=False, max_entries=3, on_release=lambda snapshot: snapshot.close())
def _opened(path: str) -> Snapshot:
    return open_snapshot(Path(path))


def facts(db: Database) -> Facts:
    """What the snapshot says of itself, asked once."""
    return _facts(db.name, db)


@st.cache_resource(show_spinner=False, max_entries=6)
def _facts(name: str, _db: Database) -> Facts:
    meta, vocabulary = read_meta(_db), read_vocabulary(_db)
    coverage = read_coverage(_db)
    benchmarks = _db.query(BENCHMARKS).to_pylist()
    return Facts(
        company=meta.get("company", ""),
        demo=meta.get("demo", "").lower() == "true",
        currency=meta.get("currency", "EUR"),
        vocabulary=vocabulary,
        coverage=coverage,
        reasons={key: refusal(metric, coverage) for key, metric in CATALOGUE.items()},
        targets=dict(_pairs(_db.query(TARGETS, {"as_of": vocabulary.as_of}))),
        benchmarks={row["metric"]: Benchmark(row["typical"], row["source"]) for row in benchmarks},
        sources=tuple(_db.query(SOURCES).to_pylist()),
        churn_rule=meta.get("churn_rule", ""),
        foreign=meta.get("marts") != marts_digest(),
    )


def _pairs(table: pa.Table) -> list[tuple[str, Any]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def answers(
    db: Database,
    metrics: Sequence[Metric],
    scope: Scope,
    windows: Sequence[Window],
    by: str | None = None,
    anonymity: int = 0,
) -> list[Answer]:
    """`measure`, kept by snapshot and question; questions to different tables are asked at the same time."""
    asked = (db.name, [(m.key, m.variant) for m in metrics], scope.filters(), windows, by, anonymity)
    known = facts(db).coverage

    def ask(together: Sequence[Metric]) -> list[Answer]:
        return measure(db, together, scope, windows, by, coverage=known, anonymity=anonymity)

    return kept(repr(asked), lambda: _side_by_side(metrics, ask))


def _side_by_side(metrics: Sequence[Metric], ask: Callable[[Sequence[Metric]], list[Answer]]) -> list[Answer]:
    """The answers of all metrics in their order, one thread for each question there is to ask."""
    together: dict[object, list[Metric]] = {}
    for metric in metrics:
        together.setdefault(asked_together(metric), []).append(metric)
    if len(together) < 2:
        return ask(metrics)
    found: dict[tuple[str, str | None], list[Answer]] = {}
    for answer in chain.from_iterable(_ASKING.map(ask, together.values())):
        found.setdefault((answer.metric, answer.variant), []).append(answer)
    return [answer for metric in metrics for answer in found.get((metric.key, metric.variant), [])]


def kept(asked: str, answer: Callable[[], T]) -> T:
    """What a question found, asked once by all sessions. `asked` holds the snapshot's name and all that matters."""
    found: T = _kept(asked, answer)
    return found


@st.cache_resource(show_spinner=False, max_entries=800)
def _kept(asked: str, _answer: Callable[[], Any]) -> Any:
    """Answers are frozen, so every session can hold the same ones."""
    return _answer()
