"""The demo's calendar: 24 months of local days, and the way between local and UTC seconds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ZONE = "Europe/Vilnius"
START, END = date(2024, 11, 1), date(2026, 11, 1)  # END is the first day that is not in the data
DAYS = (END - START).days
DAY = 86_400
_WINTER, _SUMMER = 7_200, 10_800


def day(year: int, month: int, of_month: int) -> int:
    """Days since START."""
    return (date(year, month, of_month) - START).days


def _changes() -> Ints:
    """UTC seconds at which European clocks change: 01:00 UTC on the last Sundays of March and October."""
    found = []
    for year in range(START.year - 1, END.year + 2):
        for month in (3, 10):
            last = date(year, month, 31)
            sunday = last - timedelta(days=(last.weekday() + 1) % 7)
            found.append(int(datetime(sunday.year, month, sunday.day, 1, tzinfo=UTC).timestamp()))
    return np.array(found, dtype=np.int64)


_CHANGES = _changes()
_LOCAL_START = int(datetime(START.year, START.month, START.day, tzinfo=UTC).timestamp())


def offset(utc: Ints) -> Ints:
    """Seconds local time is ahead of UTC."""
    summer = np.searchsorted(_CHANGES, utc, side="right") % 2 == 1
    return np.where(summer, _SUMMER, _WINTER).astype(np.int64)


def to_local(utc: Ints) -> Ints:
    """Seconds on the local clock, counted as if it were UTC."""
    return utc + offset(utc)


def to_utc(local: Ints) -> Ints:
    return local - offset(local - _WINTER)


def repeated(utc: Ints | Floats) -> Flags:
    """Whether the local clock shows this moment's time twice, as it does in autumn (nan: no).

    Written without an offset such a time cannot be read back, so an honest import refuses its row.
    """
    autumn = _CHANGES[1::2]
    near = autumn[np.searchsorted(autumn, np.nan_to_num(utc) - 3_600, side="right").clip(0, len(autumn) - 1)]
    return np.asarray((utc >= near - 3_600) & (utc < near + 3_600))


def at(days: NDArray[np.int64], seconds: Floats | Ints) -> Ints:
    """UTC seconds of a local day (counted from START) and seconds since its midnight."""
    return to_utc(_LOCAL_START + days.astype(np.int64) * DAY + seconds.astype(np.int64))


def local_day(utc: Ints) -> Ints:
    """Local days since START."""
    return (to_local(utc) - _LOCAL_START) // DAY


LAST_SECOND = int(at(np.array([DAYS]), np.array([0]))[0]) - 1


def day_weights(rng: Generator) -> Floats:
    """How busy each day is: growth, Christmas, the week, and chance."""
    days = np.arange(DAYS)
    months = np.array([(START + timedelta(days=int(d))).month for d in days])
    weekday = (days + START.weekday()) % 7
    season = np.array([0.86, 0.88, 0.95, 0.98, 1.0, 0.98, 0.94, 0.96, 1.0, 1.02, 1.28, 1.42])[months - 1]
    week = np.array([0.94, 0.92, 0.95, 0.98, 1.05, 1.14, 1.02])[weekday]
    return np.asarray((1 + 0.3 * days / DAYS) * season * week * rng.lognormal(0, 0.07, DAYS))


_SHAPES: dict[str, tuple[float, ...]] = {
    "online": (2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 11, 12, 11, 10, 10, 11, 13, 15, 17, 19, 18, 13, 6),
    "store": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 12, 12, 10, 10, 12, 15, 14, 8, 0, 0, 0, 0),
    "desk": (0, 0, 0, 0, 0, 0, 0, 0, 12, 15, 15, 13, 11, 11, 11, 10, 9, 8, 6, 4, 0, 0, 0, 0),
}


def seconds_of_day(rng: Generator, n: int, shape: str) -> Ints:
    """Seconds since local midnight, by the hours at which people shop online, in stores, or call the desk."""
    weights = np.array(_SHAPES[shape], dtype=float)
    hours = rng.choice(24, n, p=weights / weights.sum())
    return np.asarray(hours * 3600 + rng.integers(0, 3600, n), dtype=np.int64)


def opening(utc: Ints, rng: Generator) -> Ints:
    """The moment a desk gets to work on something due at `utc`: then, or soon after it next opens."""
    local = to_local(utc)
    days, second = local // DAY, local % DAY
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    opens = np.where(weekday == 5, 9, 8) * 3600
    closes = np.where(weekday == 6, 0, np.where(weekday == 5, 17, 20)) * 3600
    early = (second < opens) & (weekday != 6)
    late = second >= closes
    following = days + late + (late & (weekday == 5))
    start = (
        following * DAY + np.where((following + 3) % 7 == 5, 9, 8) * 3600 + rng.integers(60, 7200, len(utc))
    )
    return np.where(early | late, to_utc(start), utc)


def stamp(utc: Ints | Floats, form: str, *, local: bool = False) -> pa.Array:
    """Text of UTC seconds (nan is null) by a strftime form, on the UTC or the local clock."""
    missing = np.isnan(utc) if utc.dtype.kind == "f" else np.zeros(len(utc), dtype=bool)
    whole = np.where(missing, 0, utc).astype(np.int64)
    shown = to_local(whole) if local else whole
    return pc.strftime(pa.array(shown.astype("datetime64[s]"), mask=missing), format=form)


def stamp_offset(utc: Ints | Floats, form: str = "%Y-%m-%dT%H:%M:%S", between: str = "") -> pa.Array:
    """Local time with its offset (nan is null): 2026-08-17T10:11:12+0300."""
    summer = offset(np.nan_to_num(utc, nan=0).astype(np.int64)) == _SUMMER
    sign = pa.array(np.where(summer, f"{between}+0300", f"{between}+0200").tolist())
    return pc.binary_join_element_wise(stamp(utc, form, local=True), sign, "")


def iso_days(days: Ints | Floats) -> pa.Array:
    """Text of local days since START; nan is null."""
    missing = np.isnan(days) if days.dtype.kind == "f" else np.zeros(len(days), dtype=bool)
    whole = np.where(missing, 0, days).astype(np.int64)
    return pa.array(np.datetime64(START) + whole, mask=missing).cast(pa.string())
