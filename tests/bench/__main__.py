"""`make bench`: every bench in turn, on made-up companies of the chosen sizes, then one table of goals.

    python -m tests.bench [--sizes 1m 10m 100m] [--home data] [--only screen viewers]

A size is generated and built under .bench/homes when it is not there yet; `--home` measures folders that are. Each
bench is a program of its own (`python -m tests.bench.screen_bench --help`), prints its figures as they come, and keeps
them in .bench with the machine's description. `import` makes its own data. Ends with 1 when a goal is not reached.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.asked import SIZES, made
from tests.bench.results import machine, summary

ROOT = Path(__file__).resolve().parents[2]
BENCHES = ("import", "questions", "build", "screen", "viewers", "peers")
WITHOUT_HOME = ("import",)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benches from the project's folder, one process each."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--sizes", nargs="*", default=["1m"], choices=list(SIZES))
    reader.add_argument("--home", nargs="*", type=Path, help="folders that are built; then no size is made")
    reader.add_argument("--only", nargs="*", default=BENCHES, choices=BENCHES)
    given = reader.parse_args(arguments)
    print(", ".join(f"{name} {value}" for name, value in machine().items() if name != "packages"))
    homes = given.home or [made(size) for size in given.sizes]
    codes = []
    for bench in given.only:
        for home in [None] if bench in WITHOUT_HOME else homes:
            print(f"\n== {bench}{f' of {home}' if home else ''}", flush=True)
            words = [] if home is None else ["--home", str(home)]
            code = subprocess.run(
                [sys.executable, "-m", f"tests.bench.{bench}_bench", *words], cwd=ROOT, check=False
            ).returncode
            codes.append(code)
    return max(*codes, summary())


if __name__ == "__main__":
    raise SystemExit(main())
