"""Environments of the peers: each its own, in .bench/peers, made from PyPI when it is not there; never in our lock."""

from __future__ import annotations

import subprocess
import sys
import venv
from importlib.metadata import version
from pathlib import Path

from tests.bench.results import FOLDER

DUCKDB = f"duckdb=={version('duckdb')}"
"""The same as ours, for an older one cannot read a snapshot."""
PACKAGES = {
    "dash": ("dash>=4,<5", "plotly>=6,<8", "waitress>=3,<4", DUCKDB),
    # Superset 6.1 does not say that it needs the last four, nor that it does not work with a later flask-caching.
    "superset": (
        "apache-superset==6.1.0", "duckdb-engine==0.17.0", DUCKDB, "flask-caching<2.4", "cachetools", "rich",
        "pillow", "gunicorn>=26,<27",
    ),
}  # fmt: skip


def environment(name: str) -> Path:
    """The folder of a peer's programs. Raises RuntimeError with the installer's last words when it cannot be made."""
    folder = FOLDER / "peers" / name
    done = folder / "installed"
    if not done.exists():
        print(f"installing {name} into {folder}", flush=True)
        venv.create(folder, clear=True, with_pip=True)
        words = [
            str(folder / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        said = subprocess.run([*words, *PACKAGES[name]], capture_output=True, text=True, check=False)
        if said.returncode:
            raise RuntimeError(f"{name} could not be installed: {said.stderr[-1000:]}")
        done.touch()
    return folder / "bin"


def versions(name: str, packages: tuple[str, ...]) -> dict[str, str]:
    """What was installed."""
    code = "import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))"
    python = FOLDER / "peers" / name / "bin" / "python"
    said = subprocess.run([str(python), "-c", code, *packages], capture_output=True, text=True, check=True)
    return dict(zip(packages, said.stdout.split(), strict=True))


if __name__ == "__main__":
    for peer in sys.argv[1:] or PACKAGES:
        print(environment(peer))
