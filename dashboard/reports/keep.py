"""Small files that people make: the name of one, and all of it or nothing of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from threading import get_ident


def key_of(name: str, most: int) -> str:
    """A name as an address and a file can carry it, of at most so many letters; empty when nothing of it can."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:most]


def put(path: Path, content: bytes) -> None:
    """Write `content` at `path`; what was there stays until all of it is written. Raises `OSError`."""
    beside = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
