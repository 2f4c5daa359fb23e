"""`make bench`: the import of a million events, then a filter change on the Overview of the demo."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHES = ("import_bench", "overview_bench")


def main() -> None:
    """Run every bench from the project's folder; ends with 1 when one of them broke its budget."""
    root = Path(__file__).resolve().parents[2]
    codes = [
        subprocess.run([sys.executable, "-m", f"tests.bench.{bench}"], cwd=root, check=False).returncode
        for bench in BENCHES
    ]
    raise SystemExit(max(codes))


if __name__ == "__main__":
    main()
