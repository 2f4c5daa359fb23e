"""Reading the demo's raw files back with plain pandas, without any of the demo's own code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from dashboard.demo import Truth

Made = tuple[Path, Truth]
ZONE = "Europe/Vilnius"


def sheet(folder: Path, name: str, **options: object) -> pd.DataFrame:
    return pd.read_csv(folder / name, dtype=str, on_bad_lines="skip", keep_default_na=False, **options)


def local(times: pd.Series) -> pd.Series:
    """Local wall time of stamps that carry an offset."""
    return (
        pd.to_datetime(times, format="%Y-%m-%dT%H:%M:%S%z", utc=True, errors="coerce")
        .dt.tz_convert(ZONE)
        .dt.tz_localize(None)
    )


def score(frame: pd.DataFrame) -> float:
    return 100 * ((frame.score >= 9).mean() - (frame.score <= 6).mean())


def between(frame: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    return frame[(frame["at"] >= start) & (frame["at"] < end)]
