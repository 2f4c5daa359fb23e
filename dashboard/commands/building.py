"""`build`: from the record to a snapshot, here or on an engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.home import DEFAULT, USAGE, Home, Json, company_of, out, stop, working
from dashboard.commands.recording import Address, Where, engine_of
from dashboard.company import Company
from dashboard.insight.churn_cases import churn_drivers
from dashboard.insight.funnel_entries import usual_funnels
from dashboard.insight.outlook_whole import outlook_spread
from dashboard.insight.value import customer_values
from dashboard.insight.value_check import value_checks
from dashboard.store import build as store_build
from dashboard.store.lock import RecordBusy
from dashboard.store.machine import read_bytes
from dashboard.store.snapshot import SnapshotError

ENRICHERS = (customer_values, outlook_spread, value_checks, churn_drivers, usual_funnels)


def built(
    home: Path,
    company: Company,
    memory: int | None = None,
    engine: str | None = None,
    where: str | None = None,
) -> store_build.Built:
    """Build a snapshot and say how it goes; ends the program when it cannot be built. `memory`: bytes."""
    try:
        with working("Building ...") as say, engine_of(engine, where, company, home) as there:
            return store_build.build(
                home, company, enrich=ENRICHERS, progress=say, memory=memory, engine=there
            )
    except (RecordBusy, SnapshotError) as error:
        stop(str(error))


def build(
    home: Home = DEFAULT,
    memory: Annotated[
        str | None,
        typer.Option(help="Memory to hold, e.g. 8GB; half of the machine's (at most 16GB) when not told."),
    ] = None,
    engine: Address = None,
    where: Where = None,
    as_json: Json = False,
) -> None:
    """Build a fresh snapshot from the record, for example after the company file changed.

    Days whose data did not change are taken over. A build that was stopped goes on where it was.
    """
    try:
        limit = read_bytes(memory) if memory else None
    except ValueError as error:
        stop(str(error), USAGE)
    made = built(home, company_of(home), limit, engine, where)
    if as_json:
        typer.echo(json.dumps({"snapshot": made.name, "rows": made.rows, "seconds": round(made.seconds, 1)}))
    else:
        out.print(f"Built snapshot {made.name} in {made.seconds:.1f} s.", markup=False)
