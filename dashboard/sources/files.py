"""What a path means: a file, a folder, a glob or an archive becomes parts, each with its kind and its identity."""

from __future__ import annotations

import glob
import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dashboard.sources.archive import check_zip, gunzip, unzip
from dashboard.sources.refusal import Refused
from dashboard.sources.scan import Scan, scan

Kind = Literal["text", "excel", "json", "parquet"]
SUFFIXES = frozenset(
    [
        "csv",
        "tsv",
        "tab",
        "txt",
        "psv",
        "dat",
        "json",
        "jsonl",
        "ndjson",
        "parquet",
        "pq",
        "xlsx",
        "xlsm",
        "xlsb",
        "xls",
        "ods",
        "zip",
        "gz",
        "gzip",
    ]
)
NESTED = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to import: its name for people, the file that holds its bytes, and what it is."""

    name: str
    path: Path
    kind: Kind
    scan: Scan
    sheet: str | None = None

    @property
    def sha256(self) -> str:
        if self.sheet is None:
            return self.scan.sha256
        return hashlib.sha256(f"{self.scan.sha256}/{self.sheet}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that gives no part, and why."""

    name: str
    cause: str
    sha256: str = ""


def found(paths: Sequence[str | Path]) -> list[Path | Unreadable]:
    """Every file the paths name, each once, in order: files, folders (with all below), globs."""
    seen: dict[Path, Path | Unreadable] = {}
    for given in paths:
        for path in _expand(Path(given).expanduser(), str(given)):
            seen.setdefault(Path(path.name) if isinstance(path, Unreadable) else path.resolve(), path)
    return list(seen.values())


def _expand(path: Path, given: str) -> Iterator[Path | Unreadable]:
    if "\0" in given:
        yield Unreadable(given.replace("\0", "?"), "a path cannot hold a NUL byte")
    elif path.is_dir():
        yield from _below(path)
    elif path.is_file():
        yield path
    elif path.exists():
        yield Unreadable(given, "is not a file or a folder")
    elif matches := sorted(glob.glob(str(path), recursive=True)):
        for match in matches:
            yield from _expand(Path(match), match)
    else:
        yield Unreadable(given, "no such file or folder")


def _below(folder: Path) -> Iterator[Path | Unreadable]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_dir() or any(part.startswith(".") for part in inside.parts):
            continue
        if not path.resolve().is_relative_to(root):
            yield Unreadable(str(path), "is a link that leads out of the folder: name it itself")
        elif path.suffix.lower().lstrip(".") in SUFFIXES and path.is_file():
            yield path


def parts(path: Path, folder: Path, name: str | None = None, depth: int = 0) -> Iterator[Part | Unreadable]:
    """The parts of one file; what an archive holds is copied to `folder`, an empty folder of ours."""
    name = name or path.name
    try:
        scanned = scan(path)
    except OSError as error:
        yield Unreadable(name, f"cannot be read: {error.strerror}")
        return
    try:
        yield from _opened(path, folder, name, depth, scanned)
    except Refused as refusal:
        yield Unreadable(name, str(refusal), scanned.sha256)


def _opened(path: Path, folder: Path, name: str, depth: int, scanned: Scan) -> Iterator[Part | Unreadable]:
    head = scanned.head
    if head[:4] == b"PK\x03\x04" and not _is_workbook(path, name):
        yield from _inside(path, folder, name, depth)
    elif head[:2] == b"\x1f\x8b":
        _not_too_deep(name, depth)
        below = _fresh(folder, depth)
        yield from parts(gunzip(path, name, below), below, name.removesuffix(".gz"), depth + 1)
        shutil.rmtree(below)
    else:
        yield Part(name, path, _kind(head, name), scanned)


def _inside(path: Path, folder: Path, name: str, depth: int) -> Iterator[Part | Unreadable]:
    _not_too_deep(name, depth)
    below = _fresh(folder, depth)
    empty = True
    for inner, member in unzip(path, name, below):
        empty = False
        yield from parts(member, folder, inner, depth + 1)
        member.unlink(missing_ok=True)
    if empty:
        raise Refused(f"{name} holds no files")


def _not_too_deep(name: str, depth: int) -> None:
    if depth >= NESTED:
        raise Refused(f"{name} is an archive in an archive in an archive: unpack it first")


def _fresh(folder: Path, depth: int) -> Path:
    below = folder / f"level-{depth}"
    shutil.rmtree(below, ignore_errors=True)
    below.mkdir(parents=True)
    return below


def _is_workbook(path: Path, name: str) -> bool:
    """Whether a zip is a workbook (also checks it: a workbook can be a bomb as well)."""
    names = {member.filename for member in check_zip(path, name)}
    return "[Content_Types].xml" in names or "content.xml" in names


def _kind(head: bytes, name: str) -> Kind:
    suffix = name.rsplit(".", 1)[-1].lower()
    if head[:4] == b"PAR1":
        return "parquet"
    if head[:4] == b"PK\x03\x04" or head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "excel"
    if head[:5] == b"%PDF-":
        raise Refused(f"{name} is a PDF, not a table: export it as CSV or Excel")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<head")) or (
        start.startswith(b"<?xml") and b"<html" in start
    ):
        raise Refused(
            f"{name} is a web page, not an export (a login page, perhaps): download it again, signed in"
        )
    if suffix in {"json", "jsonl", "ndjson"} or start.startswith((b'{"', b"[{", b"[\n", b"{\n")):
        return "json"
    if suffix in {"parquet", "pq"}:
        raise Refused(f"{name} is not a Parquet file, whatever its name says")
    if suffix in {"xlsx", "xlsm", "xlsb", "xls", "ods"} and b"\0" in head[:512]:
        raise Refused(f"{name} is not a whole Excel workbook: export or copy it again")
    return "text"
