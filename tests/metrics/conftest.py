"""Fixtures of the metrics' tests."""

from __future__ import annotations

import pytest

from tests.metrics.memory import COVERED, make


@pytest.fixture(scope="session")
def snapshot():
    """Make a snapshot in memory from rows: snapshot(fact_answer=[{...}])."""
    return make


@pytest.fixture(scope="session")
def covered() -> dict[tuple[str, str], int]:
    """A coverage under which nothing is refused."""
    return COVERED
