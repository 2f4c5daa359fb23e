"""Fixtures of insight's tests: the snapshot in memory that the metrics' tests use."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

MEMORY = Path(__file__).parents[1] / "metrics" / "memory.py"


@pytest.fixture(scope="session")
def snapshot():
    """Make a snapshot in memory from rows: snapshot(fact_answer=[{...}])."""
    spec = importlib.util.spec_from_file_location("memory", MEMORY)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.make
