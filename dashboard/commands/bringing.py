"""`import`, `demo`: from exports to a snapshot that the dashboard shows."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from dashboard.commands.building import built
from dashboard.commands.home import (
    DEFAULT,
    NEEDS_ANSWERS,
    REFUSED,
    USAGE,
    Home,
    Json,
    company_of,
    err,
    out,
    stop,
    working,
)
from dashboard.company import Company
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.coverage import Coverage, read_coverage, refusal
from dashboard.sources.run import ImportResult, Options, import_paths
from dashboard.sources.summary import in_words
from dashboard.store.lock import RecordBusy
from dashboard.store.snapshot import SnapshotError, current, open_snapshot

T = TypeVar("T")


def import_(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders, archives or glob patterns.")],
    home: Home = DEFAULT,
    time_zone: Annotated[
        str | None, typer.Option(help="Zone of times that carry none, e.g. Europe/Vilnius.")
    ] = None,
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How to read a date like 03/04/2026.")
    ] = None,
    preset: Annotated[
        str | None, typer.Option(help="Use this preset instead of recognising the file.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of files that are not Unicode, e.g. cp1252.")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="Answer one question of a mapping: key=value. Repeatable.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Accept the guessed columns of unknown files.")] = False,
    again: Annotated[
        bool,
        typer.Option("--again", help="Read files anew that are in already, e.g. after editing a mapping."),
    ] = False,
    no_build: Annotated[bool, typer.Option("--no-build", help="Leave the snapshot as it is.")] = False,
    as_json: Json = False,
) -> None:
    """Bring exports in: recognise, check and record every row, then build what the dashboard shows.

    Exit codes: 0 all in (or already in), 1 a file was refused or not recognised,
    3 a file needs answers first.
    """
    company = company_of(home)
    _not_into_the_demo(home, company, paths)
    options = Options(
        preset=preset, time_zone=time_zone, day_first=day_first, encoding=encoding,
        answers=_answers(answer or []), confirm=yes, again=again,
    )  # fmt: skip
    before = _refusals(home)
    result = _imported(home, company, paths, options)
    if not as_json and sys.stdin.isatty():
        result = _asked(home, company, paths, options, result)
    anything = any(file.status == "imported" for file in result.files)
    if anything and not no_build:
        built(home, company)
    if as_json:
        typer.echo(json.dumps(asdict(result), indent=2, default=str, ensure_ascii=False))
    else:
        for line in in_words(result.files, before, _refusals(home)):
            out.print(line, markup=False)
    _end(result)


def _end(result: ImportResult) -> None:
    states = {file.status for file in result.files}
    if not result.files:
        stop("No files were found there.")
    if "needs answers" in states:
        raise typer.Exit(NEEDS_ANSWERS)
    if states & {"refused", "not recognised"}:
        raise typer.Exit(REFUSED)


def _answers(pairs: Sequence[str]) -> dict[str, str]:
    split = [pair.partition("=") for pair in pairs]
    wrong = [key for key, equals, _ in split if not equals]
    if wrong:
        stop(f"An answer is written key=value; '{wrong[0]}' is not.", USAGE)
    return {key.strip(): value.strip() for key, _, value in split}


def _not_into_the_demo(home: Path, company: Company, paths: Sequence[Path]) -> None:
    raw = (home / "raw").resolve()
    if company.demo and not all(path.resolve().is_relative_to(raw) for path in paths):
        stop(
            f"{home} holds the made-up demo company; your own data would mix with it.\n"
            "Give your company its own folder: sightline init --home my-company"
        )


def _imported(home: Path, company: Company, paths: Sequence[Path], options: Options) -> ImportResult:
    try:
        with working("Reading ...") as say:
            return import_paths(home, company, paths, options=options, progress=say)
    except RecordBusy as busy:
        stop(str(busy))


def _asked(
    home: Path, company: Company, paths: Sequence[Path], options: Options, result: ImportResult
) -> ImportResult:
    """Put the open questions to the person at the terminal, then import what they were about."""
    waiting = [file for file in result.files if file.status == "needs answers"]
    if not waiting:
        return result
    answers = dict(options.answers)
    for file in waiting:
        err.print(f"\n{file.name}: this is how its columns would be read.", markup=False)
        for line in file.says:
            err.print(f"  {line}", markup=False)
        for question in file.questions:
            if question.key not in answers:
                hint = f" [{'/'.join(question.choices)}]" if question.choices else ""
                answers[question.key] = typer.prompt(f"{question.text}{hint}", err=True)
    if not options.confirm and not typer.confirm("Import with these columns?", default=True, err=True):
        return result
    again = _imported(home, company, paths, replace(options, answers=answers, confirm=True))
    done = {file.sha256: file for file in result.files if file.status == "imported"}
    return replace(again, files=tuple(done.get(file.sha256, file) for file in again.files))


def _refusals(home: Path) -> dict[str, str | None]:
    """Metric label to the reason it cannot be computed, or None where it can; all refused before any data."""
    known = _coverage(home)
    return {metric.label: refusal(metric, known) for metric in CATALOGUE.values()}


def _coverage(home: Path) -> Coverage:
    path = current(home)
    if path is None:
        return {}
    try:
        snapshot = open_snapshot(path)
    except SnapshotError:
        return {}
    try:
        return read_coverage(snapshot)
    finally:
        snapshot.close()


def demo(
    home: Home = DEFAULT,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing where data is already built.")
    ] = False,
    scale: Annotated[
        float, typer.Option(help="Share of the full size, for a quick look.", min=0.01, max=1)
    ] = 1.0,
    seed: Annotated[int, typer.Option(help="Another seed, another made-up company.")] = 7,
) -> None:
    """Make up a retailer, write its exports as vendors would, and import them like any customer's."""
    from dashboard.demo import company_text, make_exports, write_mappings

    if current(home) is not None:
        if if_empty:
            return
        stop(f"{home} already holds data; name an empty folder: sightline demo --home FOLDER")
    path = home / "company.toml"
    if not path.exists():
        home.mkdir(parents=True, exist_ok=True)
        path.write_text(company_text(), "utf-8")
    company = company_of(home)
    if not company.demo:
        stop(
            f"{path} is a real company's file; the demo goes into an empty folder: sightline demo --home FOLDER"
        )
    write_mappings(home / "mappings")
    raw = home / "raw"
    _timed("Wrote the exports of a made-up retailer", lambda: make_exports(raw, seed=seed, scale=scale))
    result = _timed("Imported them", lambda: _imported(home, company, [raw], Options(confirm=True)))
    failed = [file for file in result.files if file.status not in {"imported", "already imported"}]
    if failed:
        stop("\n".join(f"{file.name}: {file.status}: {file.cause}" for file in failed))
    _timed("Built the snapshot", lambda: built(home, company))


def _timed(says: str, work: Callable[[], T]) -> T:
    started = time.monotonic()
    value = work()
    err.print(f"{says} ({time.monotonic() - started:.0f} s)", markup=False)
    return value
