"""`ask`: any metric from the shell, as the screen would answer it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer
from rich.table import Table

from dashboard.commands.home import DEFAULT, USAGE, Home, Json, company_of, out, snapshot_of, stop
from dashboard.company import Company
from dashboard.insight.change import Change, difference
from dashboard.metrics import format as words
from dashboard.metrics.catalogue import CATALOGUE, in_force
from dashboard.metrics.coverage import read_coverage
from dashboard.metrics.metric import Metric
from dashboard.metrics.query import Answer, compile_query, measure
from dashboard.metrics.vocabulary import read_meta, read_vocabulary
from dashboard.saying import in_words, range_words
from dashboard.scope import DIMENSIONS, Scope, Vocabulary, Window, buckets, from_query
from dashboard.store.snapshot import Snapshot

GRAINS = ("day", "week", "month")
Several = list[str] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """One group or step of the answer: now, before where it is compared, and the change between them."""

    now: Answer
    before: Answer | None
    change: Change | None


def ask(
    metric: Annotated[
        str, typer.Argument(help="A metric's key, for example nps; an unknown one lists them all.")
    ],
    home: Home = DEFAULT,
    start: Annotated[str | None, typer.Option("--from", help="First day, YYYY-MM-DD.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="The day after the last one, YYYY-MM-DD.")] = None,
    period: Annotated[str | None, typer.Option(help="7d, 28d, 90d, 365d, month, quarter or year.")] = None,
    compare: Annotated[str, typer.Option(help="previous, year or none.")] = "previous",
    channel: Annotated[Several, typer.Option(help="Only this channel. Repeatable.")] = None,
    stage: Annotated[Several, typer.Option(help="Only this journey stage. Repeatable.")] = None,
    segment: Annotated[Several, typer.Option(help="Only this segment. Repeatable.")] = None,
    persona: Annotated[Several, typer.Option(help="Only this persona. Repeatable.")] = None,
    region: Annotated[Several, typer.Option(help="Only this region. Repeatable.")] = None,
    team: Annotated[Several, typer.Option(help="Only this team. Repeatable.")] = None,
    by: Annotated[
        str | None, typer.Option(help=f"Break down by {', '.join((*DIMENSIONS, *GRAINS))}.")
    ] = None,
    variant: Annotated[
        str | None, typer.Option(help="Count it another way; the definitions name the ways.")
    ] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL and stop.")] = False,
    as_json: Json = False,
) -> None:
    """Answer a metric: value, interval, n, dates, comparison, variant, snapshot and SQL."""
    company = company_of(home)
    named = _metric(metric, variant)
    snapshot = snapshot_of(home)
    chosen = in_force(named, read_meta(snapshot).get("churn_rule", ""))
    known = read_vocabulary(snapshot)
    filters = dict(zip(DIMENSIONS, (channel, stage, segment, persona, region, team), strict=True))
    asked = {"from": start, "to": end, "period": period, "compare": compare}
    scope = _scope(
        known, {**{k: [v] for k, v in asked.items() if v}, **{k: v for k, v in filters.items() if v}}
    )
    if by is not None and by not in (*DIMENSIONS, *GRAINS):
        stop(f"It cannot be broken down by '{by}'; choose from {', '.join((*DIMENSIONS, *GRAINS))}.", USAGE)
    windows = _windows(scope, by, known)
    question = compile_query([chosen], scope, windows, by if by in DIMENSIONS else None)
    if sql:
        typer.echo(question.sql)
        return
    rows = _answers(snapshot, chosen, scope, windows, by, company)
    if as_json:
        typer.echo(_as_json(chosen, scope, rows, snapshot.name, question.sql))
    else:
        _say(chosen, scope, rows, by, company, snapshot.name)
    if all(row.now.refused for row in rows):
        raise typer.Exit(1)


def _metric(key: str, variant: str | None) -> Metric:
    if key not in CATALOGUE:
        known = "\n".join(f"  {name:28} {metric.label}" for name, metric in sorted(CATALOGUE.items()))
        stop(f"No metric is called '{key}'. There are:\n{known}", USAGE)
    try:
        return CATALOGUE[key].as_variant(variant)
    except KeyError:
        ways = ", ".join(way.key for way in CATALOGUE[key].variants) or "none"
        stop(f"{CATALOGUE[key].label} has no variant '{variant}'; it has: {ways}.", USAGE)


def _scope(known: Vocabulary, query: Mapping[str, Sequence[str]]) -> Scope:
    """The scope asked for; where the screen would leave something out with a notice, the shell stops."""
    scope, notices = from_query(query, known)
    if notices:
        values = [f"  {name}: {', '.join(known.values.get(name, ())) or 'none'}" for name in DIMENSIONS]
        stop(
            "\n".join(
                [*(n.replace("The address", "The question") for n in notices), "The data has:", *values]
            ),
            USAGE,
        )
    return scope


def _windows(scope: Scope, by: str | None, known: Vocabulary) -> list[Window]:
    if by in GRAINS:
        return buckets(scope.start, scope.end, by, known.week_start)  # type: ignore[arg-type]
    before = scope.before()
    return [scope.now(), before] if before else [scope.now()]


def _answers(
    snapshot: Snapshot, metric: Metric, scope: Scope, windows: list[Window], by: str | None, company: Company
) -> list[Asked]:
    answers = measure(
        snapshot, [metric], scope, windows, by if by in DIMENSIONS else None,
        coverage=read_coverage(snapshot), anonymity=company.thresholds.anonymity,
    )  # fmt: skip
    if by in GRAINS:
        return [Asked(answer, None, None) for answer in answers]
    before = {answer.group: answer for answer in answers if answer.window.label == "before"}
    return [_compared(a, before.get(a.group)) for a in answers if a.window.label == "now"]


def _compared(now: Answer, before: Answer | None) -> Asked:
    return Asked(now, before, difference(now, before) if before else None)


def _as_json(metric: Metric, scope: Scope, rows: list[Asked], snapshot: str, sql: str) -> str:
    head: dict[str, Any] = {
        "metric": metric.key, "label": metric.label, "unit": metric.unit, "better": metric.better,
        "variant": metric.variant, "from": scope.start, "to": scope.end,
        "filters": {name: list(values) for name, values in scope.filters().items()},
        "ignored_filters": list(metric.not_followed(scope.filters())), "snapshot": snapshot, "sql": sql,
    }  # fmt: skip
    return json.dumps(
        {**head, "answers": [_row(row) for row in rows]}, indent=2, default=_plain, ensure_ascii=False
    )


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


def _row(row: Asked) -> dict[str, Any]:
    told: dict[str, Any] = {"group": row.now.group, **_numbers(row.now), "refused": row.now.refused}
    if row.before is not None:
        told["comparison"] = _numbers(row.before)
    if row.change is not None:
        change = row.change
        told["change"] = {
            "delta": change.delta,
            "low": change.low,
            "high": change.high,
            "signal": change.signal,
        }
    return told


def _numbers(answer: Answer) -> dict[str, Any]:
    return {
        "from": answer.window.start, "to": answer.window.end, "partial": answer.window.partial,
        "value": answer.value, "low": answer.low, "high": answer.high, "n": answer.n, "small": answer.small,
    }  # fmt: skip


def _say(
    metric: Metric, scope: Scope, rows: list[Asked], by: str | None, company: Company, snapshot: str
) -> None:
    way = f" ({metric.variant_label})" if metric.variant else ""
    out.print(f"{metric.label}{way}: {in_words(scope)}", markup=False)
    refused = {row.now.refused for row in rows if row.now.refused}
    if refused and all(row.now.refused for row in rows):
        out.print("\n".join(sorted(refused)), markup=False)
        return
    table = Table(by or "", "value", "95 % interval", "n", "before", "change", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*_cells(metric, row, by, company))
    out.print(table)
    out.print(f"{metric.says} Snapshot {snapshot}.", markup=False)


def _cells(metric: Metric, row: Asked, by: str | None, company: Company) -> list[str]:
    def said(value: float | None) -> str:
        return words.shown(value, metric.unit, currency=company.currency)

    group = range_words(row.now.window.start, row.now.window.end) if by in GRAINS else row.now.group or ""
    if row.now.refused:
        return [group, "–", row.now.refused, "", "", ""]
    between = words.interval(row.now.low, row.now.high, metric.unit, currency=company.currency)
    before = said(row.before.value) if row.before else ""
    change = _change(row.change, metric, company)
    return [group, said(row.now.value), between, f"{row.now.n:,}", before, change]


def _change(change: Change | None, metric: Metric, company: Company) -> str:
    if change is None or change.delta is None:
        return ""
    size = words.change(change.delta, metric.unit, currency=company.currency)
    return f"{size}, {'more than chance would give' if change.signal else 'within chance'}"
