"""Import of a one-million-row event CSV, end to end, beside DuckDB's own read_csv of the same file.

    python -m tests.bench.import_bench [rows]

Prints rows a second, the peak memory of the import process, and both times as a ratio.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.results import Line, Results

ROWS = 1_000_000
GOAL_ROWS_A_SECOND = 150_000
GOAL_RSS = 1_000_000_000
PAGES = ("home", "shoes", "shoes/running", "cart", "checkout", "account", "help", "search", "sale", "stores")
NAMES = ("page_view", "add_to_cart", "begin_checkout", "purchase", "error", "search")


def write_events(path: Path, rows: int) -> None:
    """A plain event export: text ids, ISO times with Z, channels, pages, an amount now and then."""
    header = "event_id,happened_at,customer_id,session_id,name,channel,touchpoint,device,page,clicks,seconds,amount"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(header + "\n")
        for start in range(0, rows, 50_000):
            file.writelines(_event(i) for i in range(start, min(start + 50_000, rows)))


def _event(i: int) -> str:
    spread = (i * 2_654_435_761) % 4_294_967_296
    day, second = 1 + i // 40_000 % 28, spread % 86_400
    name = NAMES[spread % 6]
    amount = f"{spread % 20_000 / 100:.2f}" if name == "purchase" else ""
    return (
        f"e{i:09d},2025-{1 + i // 1_120_000 % 12:02d}-{day:02d}T{second // 3600:02d}:{second // 60 % 60:02d}:"
        f"{second % 60:02d}Z,{spread % 50_000:06d},s{i // 7},{name},{'web' if spread % 3 else 'app'},product_page,"
        f"{'mobile' if spread % 2 else 'desktop'},/{PAGES[spread % 10]},{spread % 9},{spread % 300},{amount}\n"
    )


IMPORT = """
import resource, sys, time
from pathlib import Path
started = time.perf_counter()
from dashboard.company import Company
from dashboard.sources.run import import_paths
result = import_paths(Path(sys.argv[1]), Company(name="Bench"), [Path(sys.argv[2])])
file = result.files[0]
used = resource.getrusage(resource.RUSAGE_SELF)
print(time.perf_counter() - started, used.ru_utime + used.ru_stime, file.status, file.accepted, file.rejected,
      file.source, used.ru_maxrss * 1024)
"""
READ = """
import sys, time, duckdb
con = duckdb.connect(sys.argv[1], config={"threads": 2, "memory_limit": "600MB"})
con.execute("set enable_progress_bar = false")
started = time.perf_counter()
con.execute("create table event as select * from read_csv(?)", [sys.argv[2]])
con.close()
print(time.perf_counter() - started)
"""


def _run(code: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def main(rows: int = ROWS) -> int:
    """Run both; 0 when both goals are met."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        write_events(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB")
        plain = float(_run(READ, str(Path(folder) / "plain.duckdb"), str(path))[0])
        started = time.perf_counter()
        said = _run(IMPORT, str(Path(folder) / "home"), str(path))
        whole = time.perf_counter() - started
    inside, cpu, rss = float(said[0]), float(said[1]), int(said[-1])
    print(f"import: {' '.join(said[2:6])}; {inside:.2f} s in the process, {whole:.2f} s with its start")
    print(f"CPU of the import: {cpu:.2f} s (on a busy machine the honest figure)")
    print(f"rows a second, end to end: {rows / whole:,.0f} (goal {GOAL_ROWS_A_SECOND:,})")
    print(f"peak memory: {rss / 1e6:.0f} MB (goal {GOAL_RSS / 1e6:.0f})")
    print(f"read_csv alone: {plain:.2f} s; the import takes {whole / plain:.1f} times as long")
    results = Results("import", told={"rows": rows})
    results.add(Line("import, end to end, a row", 1e6 * whole / rows, "µs", 1e6 / GOAL_ROWS_A_SECOND))
    results.add(Line("import, peak memory", rss / 1e6, "MB", GOAL_RSS / 1e6))
    results.add(Line("import / read_csv of the same file", whole / plain, "x"))
    return max(results.keep(), int(said[2] != "imported"))


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2])))
