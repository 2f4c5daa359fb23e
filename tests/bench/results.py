"""What a bench found: figures with their spread, beside their goals, printed and kept as JSON.

A bench ends with `Results(...).keep()`, which writes .bench/<bench>-<home>.json in the project's folder: the machine,
and one line a figure. `python -m tests.bench.results` prints every line with a goal that lies there.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

FOLDER = Path(__file__).resolve().parents[2] / ".bench"
PACKAGES = ("duckdb", "streamlit", "plotly", "pandas", "pyarrow", "numpy")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure. `goal`: the most it may be, None when there is none; `note`: what it was measured of."""

    what: str
    reached: float
    unit: str = "ms"
    goal: float | None = None
    p95: float | None = None
    n: int | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the goal is reached; a figure without a goal always holds. What could not be had is nan."""
        return self.goal is None or self.reached <= self.goal

    def said(self) -> str:
        """The line of the table."""
        late = "" if self.p95 is None else f"p95 {_short(self.p95)}"
        goal = "" if self.goal is None else f"<= {_short(self.goal)}"
        verdict = "" if self.goal is None else ("holds" if self.holds else "NOT REACHED")
        return f"{self.what:50}{_short(self.reached):>9} {self.unit:5}{late:13}{goal:>10} {verdict:12}{self.note}"


@dataclass(slots=True)
class Results:
    """Everything one bench found on one home."""

    bench: str
    home: str = ""
    lines: list[Line] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)

    def add(self, line: Line) -> Line:
        """Keep a line and print it."""
        self.lines.append(line)
        print(line.said().rstrip(), flush=True)
        return line

    def spread(self, what: str, found: Sequence[float], goal: float | None = None, note: str = "") -> float:
        """Keep the median of milliseconds and their 95th percentile; gives the median."""
        line = Line(what, statistics.median(found), "ms", goal, late(found), len(found), note)
        return self.add(line).reached

    def keep(self) -> int:
        """Write the file; 0 when every goal is reached, else 1."""
        FOLDER.mkdir(exist_ok=True)
        name = f"{self.bench}-{Path(self.home).name}" if self.home else self.bench
        said = {
            "bench": self.bench, "home": self.home, "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "machine": machine(), "told": self.told,
            "lines": [{**asdict(line), "holds": line.holds} for line in self.lines],
        }  # fmt: skip
        (FOLDER / f"{name}.json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")
        return int(not all(line.holds for line in self.lines))


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def late(found: Iterable[float]) -> float:
    """The 95th percentile (the nearest rank)."""
    ranked = sorted(found)
    return ranked[min(len(ranked) - 1, round(0.95 * (len(ranked) - 1)))]


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was."""
    return {
        "processor": _processor(), "cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1), "system": platform.platform(),
        "python": platform.python_version(), "packages": {name: version(name) for name in PACKAGES},
    }  # fmt: skip


def _processor() -> str:
    try:
        said = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in said if line.startswith("model name")]
    return names[0] if names else platform.processor()


def summary(folder: Path = FOLDER) -> int:
    """Print every figure that has a goal, bench by bench; 0 when all are reached."""
    missed = 0
    for path in sorted(folder.glob("*.json")):
        said = json.loads(path.read_text("utf-8"))
        goals = [line for line in said["lines"] if line["goal"] is not None]
        if goals:
            print(f"\n{path.stem} ({said['at']}, load {said['machine']['load_before']})")
        for line in goals:
            missed += not line.pop("holds")
            print(Line(**line).said().rstrip())
    print(f"\n{missed} goals were not reached." if missed else "\nEvery goal was reached.")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(summary())
