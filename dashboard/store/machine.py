"""How much of the machine a build may take: memory, threads and disk."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from dashboard.store.folder import SnapshotError

LEAST, MOST = 512_000_000, 16_000_000_000
"""Bytes a build asks for at least, and at most unless it is told a number."""
SHARE = 0.5
SPARE_BYTES = 64_000_000
OF_THE_RECORD = 2.5
"""A snapshot and its work tables are at most this many times the record; what spills comes on top."""
SPILLED = 1.5
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
_CGROUP = ("memory.max", "memory/memory.limit_in_bytes")


def read_bytes(text: str) -> int:
    """'8GB', '800 MB' or '6000000000' in bytes. Raises `ValueError` with what is expected."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\s*", text, re.IGNORECASE)
    if not found or (size := int(float(found[1]) * _UNITS[found[2].upper()])) < 100_000_000:
        raise ValueError(f"'{text}' is not an amount of memory of at least 100 MB, such as 8GB")
    return size


def memory_for(told: int | None) -> int:
    """Bytes for a build: what was told, else half of what this machine or its container has, within bounds."""
    return told or int(min(max(SHARE * _memory(), LEAST), MOST))


def threads() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory(cgroup: Path = Path("/sys/fs/cgroup")) -> int:
    """Bytes of memory, or of the container's share when that is less."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [int(text) for name in _CGROUP if (text := _text(cgroup / name)).isdigit()]
    return min([whole, *limits])


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except OSError:
        return ""


def check_space(home: Path, record: Path, memory: int, begun: int) -> None:
    """Raise `SnapshotError` when a build is sure to fill the disk. `begun`: bytes a build that goes on holds already.

    What does not fit into memory is spilled beside the snapshot: the record is some four times as large unpacked.
    """
    held = record.stat().st_size if record.exists() else 0
    spilled = int(SPILLED * max(4 * held - memory, 0))
    needed = max(int(OF_THE_RECORD * held) - begun, 0) + spilled + SPARE_BYTES
    free = shutil.disk_usage(home).free
    if free < needed:
        raise SnapshotError(
            f"A build needs about {needed / 1e6:,.0f} MB of free disk in {home}, of which {spilled / 1e6:,.0f} MB are "
            f"for what does not fit into {memory / 1e6:,.0f} MB of memory; there are {free / 1e6:,.0f} MB."
        )
