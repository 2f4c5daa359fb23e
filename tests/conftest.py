"""Fixtures shared by every room's tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Genuine exports that are not part of the project; tests that need them skip without them."""
    if not SHARED.is_dir():
        pytest.skip("the genuine exports (../shared/data) are not here")
    return SHARED


@pytest.fixture(scope="session")
def planted_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo as it ships (less is noisier), built once for everyone who looks for what is planted."""
    home = tmp_path_factory.mktemp("planted") / "home"
    done = CliRunner().invoke(app, ["demo", "--home", str(home)])
    assert done.exit_code == 0, done.output
    return home
