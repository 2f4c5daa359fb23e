"""The marts in the order they are built: each is one select in `marts/`, made into a table here.

The selects are plain SQL over `record.*`, the tables of `calendar` and the marts before them; types, sorting and
the few functions that engines spell differently are added here, so the same text can run on another engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import duckdb

from dashboard.store.engine import Ask, here
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.rollups import rollups
from dashboard.store.schema import TABLES

Kind = Literal["work", "fact", "cube", "list"]

FUNCTIONS: Mapping[str, str] = {
    "local_day(t)": "cast(t at time zone 'UTC' as date)",  # in the session's zone, which is the company's
    "local_hour(t)": "cast(extract(hour from t at time zone 'UTC') as integer)",
    "seconds_between(a, b)": "date_diff('microsecond', a, b) / 1000000.0",
    "seconds_after(t, s)":
        "case when s between 0 and 1e9 then t + to_microseconds(cast(round(s * 1000000) as bigint)) end",
    "in_steps(s)": "case when s > 0 then round(exp((floor(ln(s) / ln(1.02)) + 0.5) * ln(1.02)), 6) else s end",
    "days_between(a, b)": "date_diff('day', a, b)",
    "days_after(d, n)": "cast(d + cast(n as integer) as date)",
    "open_seconds(t, open_s, close_s, cum_before)":
        "cum_before + least(greatest(epoch(t) - open_s, 0), close_s - open_s)",
    "folded(t)":
        r"""' ' || trim(regexp_replace(lower(strip_accents(t)), '[^\p{L}\p{N}]+', ' ', 'g')) || ' '""",
    "spaceless(t)": r"""regexp_matches(t, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]')""",
    "redact(t)": r"""regexp_replace(regexp_replace(t, '[^\s@,;"<>]+@[^\s@,;"<>]+', '[email]', 'g'),
        '(\+|\b00)\d[\d ().\-/]{6,18}\d|\(?\b\d{3}\)?[ .\-]\d{3}[ .\-]\d{4}\b|\b\d{9,15}\b', '[phone]', 'g')""",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One mart. `work`: used by later marts only, not kept. `order`: how its rows lie in the file."""

    name: str
    kind: Kind
    order: str = ""


def _steps(kind: Kind, names: str, order: str = "") -> tuple[Step, ...]:
    return tuple(Step(name, kind, order) for name in names.split())


_ROLLUPS = dict(rollups())
STEPS: tuple[Step, ...] = (
    *_steps(
        "work",
        "identity person contact_source mention_source event_source event_visit contact_wait contact_again",
    ),
    *_steps(
        "fact", "fact_answer fact_invitation fact_contact fact_mention fact_event fact_purchase", 'x."at"'
    ),
    *_steps("fact", "fact_session fact_task fact_cart fact_coupon fact_buyer", 'x."at"'),
    *_steps("fact", "fact_search", 'x."at"'),
    *_steps("fact", "fact_visit", "x.day, x.store"),
    *_steps("fact", "fact_text", 'x."at"'),
    *_steps("list", "text_topic", "x.at, x.text_id, x.topic"),
    *_steps("work", "purchase_spell contract_spell"),
    *_steps("fact", "spell", "x.started_on, x.customer_id"),
    *_steps("cube", "spell_kind spell_day spell_length reason_day", "all"),
    *_steps("fact", "customer", "x.customer_id"),
    *_steps("fact", "cohort_entry", "x.entry, x.customer_id"),
    *_steps("work", "cohort_step"),
    *_steps("cube", "cohort", "x.entry, x.event, x.grain, x.way, x.cohort, x.period"),
    *_steps("fact", "churn_case", "x.rule, x.starts, x.customer_id"),
    *_steps("cube", "churn_factor", "all"),
    *_steps("fact", "loyal_customer", "x.customer_id"),
    *_steps("work", "loyal_trait"),
    *_steps("cube", "loyal_factor", "all"),
    *_steps("cube", "survey_answer_day invitation_day contact_day mention_day session_day task_day", "all"),
    *_steps("work", "visitor"),
    *_steps("cube", "cart_day purchase_day coupon_day visit_day buyer_day cost_month", "all"),
    *_steps("cube", "search_day term_day", "all"),
    *_steps("cube", "first_reply_day resolution_day", "all"),
    *_steps("list", "agent", "x.agent_id"),
    *_steps("cube", "agent_day load_hour backlog_day", "all"),
    *_steps("cube", "funnel_touch", 'x.unit, x.who, x."at", x.step, x.channel, x.device'),
    *_steps("cube", "touch_step", "all"),
    *_steps("cube", "touchpoint_day", "x.day, x.step, x.source_class, x.kind"),
    *_steps("fact", "touch_path", 'x.unit, x.step, x.day, x."at", x.id'),
    *_steps(
        "cube", "path_way_day", "x.unit, x.step, x.forward, x.day, x.step_1, x.step_2, x.step_3, x.channel"
    ),
    *_steps("cube", "path_step_day", "all"),
    *_steps("fact", "pain", 'x."at", x.customer_id, x.kind, x.what'),
    *_steps("work", "answer_next"),
    *_steps("cube", "answer_turn answer_pain pain_day touch_reach", "all"),
    *_steps("cube", "text_day topic_day brand_day", "all"),
    *_steps("cube", " ".join(_ROLLUPS), "all"),
    *_steps("list", "topic", "x.place"),
    *_steps("work", "recovery_sign recovery_contact recovery_occasion"),
    *_steps("fact", "recovery_episode", "x.draw, x.day, x.occasion_id"),
    *_steps("list", "recovery_rule", "all"),
    *_steps("list", "target benchmark source reject dropped quality", "all"),
)

ENUMS: Mapping[str, tuple[str, ...]] = {
    "channel": ("channel",), "segment": ("segment",), "persona": ("persona",), "region": ("region",),
    "team": ("team",), "touchpoint": ("touchpoint",), "device": ("device",), "site": ("site",),
    "language": ("language",), "task": ("task",), "store": ("store",), "survey": ("survey",), "source": ("_source",),
}  # fmt: skip
"""Columns kept as ENUM, and the record's columns that hold their values."""
_WORK = {"agent_id": "agent_code", "topic": "topic_code"}
CODED: Mapping[str, Mapping[str, str]] = {
    "fact_event": {"name": "event"}, "fact_contact": _WORK, "fact_answer": _WORK, "agent_day": _WORK,
}  # fmt: skip
"""Further columns of some marts kept as ENUM, by its name; with more values than `MOST_CODES` they stay text."""
MOST_CODES = 20_000


@cache
def mart_sql(name: str) -> str:
    """The select of a mart, as it stands in its file; those of smaller cubes are made from their names."""
    if name in _ROLLUPS:
        return _ROLLUPS[name]
    return files("dashboard.store").joinpath("marts", f"{name}.sql").read_text("utf-8")


@cache
def marts_digest() -> str:
    """What all marts and their functions are made by; snapshots with another digest were built by another version."""
    texts = [mart_sql(step.name) for step in STEPS]
    return hashlib.sha256(repr((texts, sorted(FUNCTIONS.items()))).encode()).hexdigest()


def make_functions(con: duckdb.DuckDBPyConnection) -> None:
    for signature, body in FUNCTIONS.items():
        con.execute(f"create or replace temp macro {signature} as {body}")


def make_enums(con: duckdb.DuckDBPyConnection, ask: Ask | None = None) -> None:
    """An ENUM type per dimension from the values that occur; stages are all the company's, in its order."""
    ask = ask or here(con)
    texts = {dimension: _values_sql(dimension, columns) for dimension, columns in ENUMS.items()}
    texts["event"] = "select distinct e.name as value from record.event e where e.name is not null"
    texts |= {
        code: f"{_values_sql(column, (column,))} limit {MOST_CODES + 1}" for column, code in _WORK.items()
    }
    for dimension, sql in texts.items():
        found = sorted(value for (value,) in ask(sql))
        kept = f"enum ({', '.join(map(literal, found))})"
        many = dimension in _WORK.values() and len(found) > MOST_CODES
        con.execute(f"create type if not exists {dimension} as {'varchar' if many else kept}")
    con.execute(
        "create type if not exists stage as enum "
        "(select t.stage from touchpoint_stage t group by t.stage order by min(t.place))"
    )


def _values_sql(dimension: str, columns: tuple[str, ...]) -> str:
    parts = [
        f"select distinct {column} as value from record.{table.name}"
        for table in TABLES.values()
        for column in columns
        if (column in table.columns or column == "_source") and table.name not in ("target", "benchmark")
    ]
    parts += ["select 'store' as value"] if dimension == "channel" else []  # where visits are counted
    return f"select distinct x.value from ({' union all '.join(parts)}) x where x.value is not null"


def run_step(con: duckdb.DuckDBPyConnection, step: Step) -> None:
    """Make one mart into a table, in the catalog of what is kept or of what is not."""
    order = f" order by {step.order}" if step.order else ""
    con.execute(f"create or replace table {place_of(step)} as {typed_select(con, step)}{order}")


def place_of(step: Step) -> str:
    """The table of a mart during a build: in the catalog `made`, or `work` for what later marts alone need."""
    return f"{'work' if step.kind == 'work' else 'made'}.{quoted(step.name)}"


def typed_select(con: duckdb.DuckDBPyConnection, step: Step) -> str:
    """The select of a mart with its types: dimensions as ENUM, exact integers as BIGINT. Its rows are named `x`."""
    sql = mart_sql(step.name)
    if step.kind == "work":
        return f"select * from ({sql}) x"
    described = con.execute(f"describe {sql}").fetchall()
    casts = [cast for column, kind, *_ in described if (cast := _cast(step, column, kind))]
    replaced = f" replace ({', '.join(casts)})" if casts else ""
    return f"select *{replaced} from ({sql}) x"


def _cast(step: Step, column: str, kind: str) -> str | None:
    if (column in ENUMS or column == "stage") and step.kind in ("fact", "cube"):
        return f"cast(x.{column} as {column}) as {column}"
    if code := CODED.get(step.name, {}).get(column):
        return f"cast(x.{column} as {code}) as {column}"
    if kind == "HUGEINT":
        return f"cast(x.{quoted(column)} as bigint) as {quoted(column)}"
    if kind.startswith("DECIMAL"):
        return f"cast(x.{quoted(column)} as double) as {quoted(column)}"
    return None
