"""`report`: a deck or a page as a file, without a browser or a server, so that it can be scheduled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

import typer

from dashboard.commands.home import (
    DEFAULT,
    USAGE,
    Home,
    absolute,
    company_of,
    err,
    out,
    snapshot_of,
    stop,
    working,
)
from dashboard.reports.deck import FOLDER, REPORTED, DeckError, read_deck
from dashboard.reports.write import FORMS, ReportFailed, write
from dashboard.store.snapshot import SnapshotError


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
    """Write a deck or a page as PowerPoint, PDF, HTML, Excel or CSV in a ZIP file."""
    if (deck is None) == (page is None):
        stop("Name a deck with --deck or a page with --page.", USAGE)
    if page is not None and page not in REPORTED:
        stop(f"No page is called '{page}'; there are {', '.join(REPORTED)}.", USAGE)
    folder = absolute(home)
    company_of(folder)
    db = snapshot_of(folder, snapshot)
    with working("Reading the numbers") as say:
        from dashboard.screens.exhibits import deck_report, report_of, template_of, visit_of

        try:
            if deck is not None:
                told = deck_report(read_deck(_deck(folder, deck)), db, folder, say)
            else:
                asked = parse_qs(query.lstrip("?"))
                told = report_of(str(page), visit_of(db, folder, asked), asked)
            write(told, to, template or template_of(visit_of(db, folder, {})), say)
        except (DeckError, ReportFailed, SnapshotError, ValueError) as error:
            stop(str(error))
    for notice in told.notices:
        err.print(notice, markup=False)
    out.print(f"Wrote {to}: {len(told.slides)} of {told.title}, data as of {told.as_of}.", markup=False)


def _deck(home: Path, named: str) -> Path:
    """The file of a deck that is named by its file or by its name."""
    given = Path(named)
    return given if given.suffix == ".toml" else home / FOLDER / f"{named}.toml"
