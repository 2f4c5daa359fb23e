"""Statements as they stand in files."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def written(name: str) -> str:
    """The text of `metrics/sql/<name>.sql`; `{with part}` is what several share."""
    said = files("dashboard.metrics").joinpath("sql", f"{name}.sql").read_text("utf-8")
    return re.sub(r"\{with (\w+)\}", lambda found: written(found[1]), said).rstrip()
