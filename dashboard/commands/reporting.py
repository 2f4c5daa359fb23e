"""`report`: a deck or a page as a file, without a browser or a server, so that it can be scheduled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

import typer

from dashboard.commands.home import DEFAULT, USAGE, Home, absolute, company_of, out, stop, working
from dashboard.reports.deck import FOLDER, DeckError, read_deck
from dashboard.reports.write import FORMS, ReportFailed, write
from dashboard.store.snapshot import Snapshot, SnapshotError, current, open_snapshot, snapshots

REPORTED = ("overview", "journey", "retention", "voice", "teams", "digital", "scorecard")


def report(
    to: Annotated[Path, typer.Option("--to", help=f"The file to write; it ends in {', '.join(FORMS)}.")],
    home: Home = DEFAULT,
    deck: Annotated[str | None, typer.Option(help="A deck: its name in decks/, or a file.")] = None,
    page: Annotated[str | None, typer.Option(help=f"A page instead: {', '.join(REPORTED)}.")] = None,
    query: Annotated[
        str,
        typer.Option(
            help="What the page's address says behind the question mark: period=quarter&channel=app"
        ),
    ] = "",
    snapshot: Annotated[str | None, typer.Option(help="An earlier snapshot by its name.")] = None,
    template: Annotated[
        Path | None, typer.Option(help="Your own PowerPoint file, whose look is kept.")
    ] = None,
) -> None:
    """Write a deck or a page as PowerPoint, PDF, HTML or Excel."""
    if (deck is None) == (page is None):
        stop("Name a deck with --deck or a page with --page.", USAGE)
    if page is not None and page not in REPORTED:
        stop(f"No page is called '{page}'; there are {', '.join(REPORTED)}.", USAGE)
    folder = absolute(home)
    company_of(folder)
    db = snapshot_of(folder, snapshot)
    with working("Reading the numbers") as say:
        from dashboard.screens.exhibits import deck_report, report_of, visit_of

        try:
            if deck is not None:
                told = deck_report(read_deck(_deck(folder, deck)), db, folder, say)
            else:
                asked = parse_qs(query.lstrip("?"))
                told = report_of(str(page), visit_of(db, folder, asked), asked)
            write(told, to, template, say)
        except (DeckError, ReportFailed, SnapshotError, ValueError) as error:
            stop(str(error))
    out.print(f"Wrote {to}: {len(told.slides)} of {told.title}, data as of {told.as_of}.", markup=False)


def _deck(home: Path, named: str) -> Path:
    """The file of a deck that is named by its file or by its name."""
    given = Path(named)
    return given if given.suffix == ".toml" else home / FOLDER / f"{named}.toml"


def snapshot_of(home: Path, name: str | None) -> Snapshot:
    """The snapshot in force or the one that is named, or the end of the command."""
    path = current(home)
    if name is not None:
        path = next((info.path for info in snapshots(home) if info.name == name), None)
        if path is None:
            stop(f"There is no snapshot '{name}' here; `sightline rollback --help` says how to list them.")
    if path is None:
        stop(f"Nothing is built in {home} yet: sightline import --home {home} YOUR-EXPORTS")
    try:
        return open_snapshot(path)
    except SnapshotError as error:
        stop(str(error))
