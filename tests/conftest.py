"""Fixtures shared by every room's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Genuine exports that are not part of the project; tests that need them skip without them."""
    if not SHARED.is_dir():
        pytest.skip("the genuine exports (../shared/data) are not here")
    return SHARED
