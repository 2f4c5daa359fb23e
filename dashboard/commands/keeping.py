"""`init`, `presets`, `check`, `rollback`: looking after a company's folder."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from dashboard.commands.home import DEFAULT, USAGE, Home, Json, company_of, out, stop
from dashboard.company import Company, CompanyFileError, read_company
from dashboard.reports.csv import safe_csv
from dashboard.sources.preset import load_presets
from dashboard.store.snapshot import SnapshotError, current, open_snapshot, rollback_to, snapshots

TEMPLATE = """\
# The company file. Every setting is explained in README.md; what is left out keeps its default.
name = {name}
currency = "{currency}"
time_zone = "{zone}"          # the zone of your days and weeks
week_start = "monday"

[unlabelled]                  # what your exports do not say themselves
# time_zone = "{zone}"        # the zone of times without an offset
# day_first = true            # 03/04/2026 is the third of April

[churn]
rule = "auto"                 # contract, inactivity, or auto: contract where dated subscriptions exist
inactive_days = 180           # inactivity: no purchase for so many days

[thresholds]
minimum_n = 30                # fewer observations than this are shown grey
anonymity = 5                 # fewer people than this are not shown at all

[targets]                     # metric = value, for example: nps = 40
"""


def init(
    home: Home = DEFAULT,
    name: Annotated[str | None, typer.Option(help="The company's name.")] = None,
    currency: Annotated[str, typer.Option(help="Three letters, ISO 4217.")] = "EUR",
    time_zone: Annotated[str, typer.Option(help="An IANA zone, for example Europe/Vilnius.")] = "UTC",
) -> None:
    """Write a company file, the one thing a new folder needs before its first import."""
    path = home / "company.toml"
    if path.exists():
        stop(f"{path} is already there; nothing was changed.")
    text = TEMPLATE.format(
        name=json.dumps(name or home.resolve().name, ensure_ascii=False), currency=currency, zone=time_zone
    )
    home.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    try:
        read_company(path)
    except CompanyFileError as error:
        path.unlink()
        stop(str(error), USAGE)
    out.print(f"Wrote {path}. Next: sightline import --home {home} YOUR-EXPORTS", markup=False)


def presets(
    name: Annotated[str | None, typer.Argument(help="Show this one whole, as the TOML it is.")] = None,
    home: Home = DEFAULT,
    as_json: Json = False,
) -> None:
    """List the export formats that are recognised by their headers."""
    known = load_presets(home)
    if name is not None:
        if name not in known:
            stop(f"No preset is called '{name}'; `sightline presets` lists them.", USAGE)
        typer.echo(_text_of(home, name))
        return
    rows = [
        {"preset": key, "title": it.title, "evidence": it.evidence, "headers": list(it.recognise.all)}
        for key, it in sorted(known.items())
    ]
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    table = Table("preset", "what it is", "known from", "recognised by", box=None, pad_edge=False)
    for row in rows:
        table.add_row(str(row["preset"]), str(row["title"]), str(row["evidence"]), ", ".join(row["headers"]))
    out.print(table)


def _text_of(home: Path, name: str) -> str:
    own = home / "mappings" / f"{name}.toml"
    return (own if own.exists() else files("dashboard.sources") / "presets" / f"{name}.toml").read_text(
        "utf-8"
    )


def check(
    home: Home = DEFAULT,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every rejected row, with its raw text, to this CSV file.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Say whether the folder can be trusted: the company file, the snapshot, what was rejected, each check."""
    company = company_of(home)
    if rejects is not None:
        _write_rejects(home, rejects)
    path = current(home)
    if path is None:
        stop(f"Nothing is built in {home} yet: sightline import --home {home} YOUR-EXPORTS")
    try:
        snapshot = open_snapshot(path)
    except SnapshotError as error:
        stop(str(error))
    quality = snapshot.query(
        'select "check", passed, found, says from quality order by passed, "check"'
    ).to_pylist()
    sources = snapshot.query(
        "select source, read, accepted, rejected, dropped from source order by source"
    ).to_pylist()
    snapshot.close()
    if as_json:
        report = {"company": company.name, "snapshot": path.stem, "checks": quality, "sources": sources}
        typer.echo(json.dumps(report, indent=2, default=str, ensure_ascii=False))
    else:
        _say_check(company, path.stem, sources, quality)
    if not all(row["passed"] for row in quality):
        raise typer.Exit(1)


def _say_check(
    company: Company, name: str, sources: list[dict[str, object]], quality: list[dict[str, object]]
) -> None:
    out.print(f"{company.name}: snapshot {name}", markup=False)
    table = Table("source", "read", "accepted", "rejected", "dropped", box=None, pad_edge=False)
    for row in sources:
        counts = (f"{row[key] or 0:,}" for key in ("read", "accepted", "rejected", "dropped"))
        table.add_row(str(row["source"]), *counts)
    out.print(table)
    for row in quality:
        mark = "ok       " if row["passed"] else "attention"
        out.print(f"{mark}  {row['says']}", markup=False)


def _write_rejects(home: Path, path: Path) -> None:
    from dashboard.store.record import open_record

    with open_record(home) as record:
        rows = record.rows(
            'select r.source, f.name, r.line, r."column", r.cause, r.raw from reject r '
            "left join import_file f using (file) order by f.name, r.line"
        )
    names = ("source", "file", "line", "column", "cause", "raw")
    path.write_bytes(safe_csv([dict(zip(names, row, strict=True)) for row in rows]))
    out.print(
        f"{len(rows):,} rejected rows written to {path}, raw text included: keep it private.", markup=False
    )


def rollback(
    to: Annotated[str | None, typer.Argument(help="A snapshot, else the one before the current.")] = None,
    home: Home = DEFAULT,
    as_json: Json = False,
) -> None:
    """Go back to an earlier snapshot; readers take it up with their next question."""
    try:
        name = rollback_to(home, to)
    except SnapshotError as error:
        stop(str(error))
    if as_json:
        kept = [info.name for info in snapshots(home)]
        typer.echo(json.dumps({"current": name, "snapshots": kept}))
    else:
        out.print(f"The dashboard now shows snapshot {name}.", markup=False)
