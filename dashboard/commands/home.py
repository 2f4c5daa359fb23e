"""One company's folder: where it is, its company file, and how a command ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from dashboard.company import Company, CompanyFileError, read_company
from dashboard.store.snapshot import Snapshot, SnapshotError, current, open_snapshot, snapshots

DEFAULT = Path("data")
REFUSED, USAGE, NEEDS_ANSWERS = 1, 2, 3

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Home = Annotated[
    Path,
    typer.Option(
        "--home",
        envvar="SIGHTLINE_HOME",
        help="The folder that holds everything of one company.",
        show_default="data",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a script instead of words.")]


def stop(message: str, code: int = REFUSED) -> NoReturn:
    """End the command with words on standard error and an exit code a script can read."""
    err.print(message, markup=False)
    raise typer.Exit(code)


def company_of(home: Path) -> Company:
    """The company file of `home`, or the end of the command with what is wrong in it."""
    try:
        return read_company(home / "company.toml")
    except CompanyFileError as error:
        stop(str(error))


def snapshot_of(home: Path, name: str | None = None) -> Snapshot:
    """The snapshot in force or the one that is named, or the end of the command with why there is none."""
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


@contextmanager
def working(text: str) -> Iterator[Callable[[str], None]]:
    """A sign of life while something takes long, and the function that changes its words."""
    with err.status(text) as status:
        yield lambda words: status.update(escape(words))


def absolute(home: Path) -> Path:
    """`home` made absolute and told to child processes, which may run elsewhere."""
    full = home.expanduser().resolve()
    os.environ["SIGHTLINE_HOME"] = str(full)
    return full
