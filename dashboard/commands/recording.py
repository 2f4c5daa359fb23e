"""`record`, and the engine that `build --engine` names: the record where a cluster can read it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.home import DEFAULT, USAGE, Home, Json, out, stop, working
from dashboard.company import Company
from dashboard.store.engine import Engine
from dashboard.store.lake import write_lake
from dashboard.store.lock import RecordBusy
from dashboard.store.snapshot import SnapshotError

Address = Annotated[
    str | None,
    typer.Option(
        "--engine", help="Work the marts out on this server of Spark Connect, e.g. sc://cluster:15002."
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="Where that engine reads the record: a folder or s3://..., as `sightline record` writes it.",
    ),
]


def record(
    to: Annotated[
        Path, typer.Option("--to", help="The folder that gets one folder of Parquet files a table.")
    ],
    home: Home = DEFAULT,
    as_json: Json = False,
) -> None:
    """Write the record as Parquet, for `build --engine`. Names, emails and phone numbers of customers stay behind."""
    try:
        with working("Writing ..."):
            rows = write_lake(home, to)
    except (RecordBusy, SnapshotError) as error:
        stop(str(error))
    if as_json:
        typer.echo(json.dumps({"folder": str(to), "tables": rows}))
    else:
        out.print(f"Wrote {sum(rows.values()):,} rows of {len(rows)} tables to {to}.", markup=False)
        out.print(f"Next: sightline build --home {home} --engine sc://HOST:15002 --from {to}", markup=False)


@contextmanager
def engine_of(
    address: str | None, where: str | None, company: Company, home: Path
) -> Iterator[Engine | None]:
    """The engine that is named; None when none is, for a build of one's own."""
    if (address is None) != (where is None):
        stop("--engine and --from belong together: the engine, and where it reads the record.", USAGE)
    if address is None or where is None:
        yield None
        return
    from dashboard.engines.refusal import engine_at

    with engine_at(address, where, company, home) as engine:
        yield engine
