"""A build beside a bare `create table as select` of the same events, and a build after one more day of data.

    python -m tests.bench.build_bench [HOME ...] [--day HOME] [--keep FILE]

HOME: folders with a record made by `record_made`; without any, one of a million events is made. For each: seconds and
events a second of the whole build, the same of the bare copy in the same run, their ratio, and the peak memory of the
build's process. `--day` adds the last day of the record once more, shifted by a day, and builds again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from dashboard.store.schema import TABLES
from tests.bench.record_made import make

BUILD = """
import json, resource, sys, time
from pathlib import Path
from dashboard.commands.building import ENRICHERS
from dashboard.company import read_company
from dashboard.store.build import build
home, steps, started = Path(sys.argv[1]), [], time.perf_counter()
built = build(home, read_company(home / "company.toml"), enrich=ENRICHERS,
              progress=lambda words: steps.append([round(time.perf_counter() - started, 2), words]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": time.perf_counter() - started, "cpu": used.ru_utime + used.ru_stime,
                  "peak_bytes": used.ru_maxrss * 1024, "snapshot_bytes": built.path.stat().st_size,
                  "steps": [step for step in steps if step[1].startswith("Built ")]}))
"""
BARE = """
import json, resource, sys, time
import duckdb
con = duckdb.connect(sys.argv[2], config={"memory_limit": "8GB", "preserve_insertion_order": False})
con.execute("attach '" + sys.argv[1] + "' as kept (read_only)")
started = time.perf_counter()
con.execute("create table event as select * from kept.event")
con.execute("checkpoint")
print(json.dumps({"seconds": time.perf_counter() - started,
                  "events": con.execute("select count(*) from event").fetchone()[0]}))
"""


def _run(code: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(home: Path) -> dict[str, Any]:
    """The bare copy, then the build without anything to take over, both of `home`'s record."""
    with tempfile.TemporaryDirectory(dir=home) as folder:
        bare = _run(BARE, str(home / "record.duckdb"), str(Path(folder) / "bare.duckdb"))
    (home / "parts.duckdb").unlink(missing_ok=True)
    whole = _run(BUILD, str(home))
    print(
        f"{home.name}: {bare['events']:,} events; copy {bare['seconds']:.1f} s, build {whole['seconds']:.1f} s "
        f"({bare['events'] / whole['seconds']:,.0f} events a second; {whole['seconds'] / bare['seconds']:.0f} times "
        f"the copy), CPU {whole['cpu']:.0f} s, peak {whole['peak_bytes'] / 1e9:.2f} GB, "
        f"snapshot {whole['snapshot_bytes'] / 1e6:,.0f} MB"
    )
    return {"home": home.name, "events": bare["events"], "bare_seconds": bare["seconds"], **whole}


def one_more_day(home: Path) -> dict[str, Any]:
    """Seconds of a build after one more day, in a copy of `home` that has just been built."""
    with tempfile.TemporaryDirectory(dir=home.parent) as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy)
        added = _add_day(copy)
        day = _run(BUILD, str(copy))
    taken = sum("taken over" in words for _, words in day["steps"])
    print(f"{home.name}: one more day ({added:,} rows): {day['seconds']:.1f} s; {taken} marts took days over")
    return {"home": home.name, "rows_added": added, "marts_with_days_taken_over": taken, **day}


def _add_day(home: Path) -> int:
    """The rows of the record's last day once more, a day later, under keys of their own."""
    added = 0
    with duckdb.connect(str(home / "record.duckdb")) as con:
        for name, key, at in (
            (table.name, table.key[0], table.at) for table in TABLES.values()
            if table.at and table.columns[table.at][0] == "TIMESTAMP"
        ):  # fmt: skip
            found = con.execute(f"""insert into {name} by name
                select t.* replace (concat('more ', t.{key}) as {key}, t.{at} + interval 1 day as {at},
                  timestamp '{datetime.now(UTC):%Y-%m-%d %H:%M:%S}' as _imported_at)
                from {name} t where t.{at} >= (select max({at}) - interval 1 day from {name})""").fetchall()
            added += int(found[0][0])
    return added


def main() -> int:
    """Measure what was asked for; 0 when it ran."""
    asked = argparse.ArgumentParser()
    asked.add_argument("homes", nargs="*", type=Path)
    asked.add_argument("--day", type=Path)
    asked.add_argument("--keep", type=Path)
    told = asked.parse_args()
    found: dict[str, Any] = {
        "machine": {"processors": os.cpu_count(), "is": platform.machine(), "duckdb": duckdb.__version__}
    }
    with tempfile.TemporaryDirectory() as folder:
        homes = told.homes
        if not homes and not told.day:
            homes = [Path(folder) / "1m"]
            make(homes[0], 1_000_000)
        found["builds"] = [measure(home) for home in homes]
        last = told.day or (None if told.homes else homes[0])
        found["day"] = one_more_day(last) if last else None
    if told.keep:
        told.keep.write_text(json.dumps(found, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
