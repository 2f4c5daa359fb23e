"""Fixtures shared by every room's tests."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Let nobody else who asks for this file in, in any process, until the block is done."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Genuine exports that are not part of the project; tests that need them skip without them."""
    if not SHARED.is_dir():
        pytest.skip("the genuine exports (../shared/data) are not here")
    return SHARED


@pytest.fixture(scope="session")
def planted_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo as it ships (less is noisier), built once for everyone who looks for what is planted.

    Tests that run side by side (`pytest -n 2`) share it too.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    home = folder / "planted"
    with alone(folder / "planted.lock"):
        if not (home / "snapshots" / "current").exists():
            done = CliRunner().invoke(app, ["demo", "--home", str(home)])
            assert done.exit_code == 0, done.output
    return home
