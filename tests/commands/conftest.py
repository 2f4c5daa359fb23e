"""A home built once from a small demo, for the commands that read one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished demo home at a fiftieth of the full size; read it, do not change it."""
    home = tmp_path_factory.mktemp("demo")
    done = CliRunner().invoke(app, ["demo", "--home", str(home), "--scale", "0.02"])
    assert done.exit_code == 0, done.output
    return home
