"""The demo's exports, made once: a small set for shapes, a larger one in which the planted causes can be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.demo import Truth, make_exports

Made = tuple[Path, Truth]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("demo") / "raw"
    return folder, make_exports(folder, scale=0.02)


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("demo") / "raw"
    return folder, make_exports(folder, scale=0.2)
