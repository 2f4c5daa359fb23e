"""Archives: zip and gzip members copied out under our own names, with every limit checked before and during."""

from __future__ import annotations

import gzip
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from dashboard.sources.refusal import Refused

MEMBERS = 2_000
TOTAL = 20_000_000_000
RATIO = 250
FREE_RATIO_BELOW = 20_000_000
"""Small members may compress as well as they like: text of one repeated line is not an attack."""


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def check_zip(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """The members that are files. Raises `Refused` for a bomb, an encrypted or a damaged archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refused(f"{name} is not a whole zip archive ({error}): export or copy it again") from None
    if len(members) > MEMBERS:
        raise Refused(
            f"{name} holds {len(members)} files, more than {MEMBERS}: unpack it and import the folder"
        )
    total = sum(m.file_size for m in members)
    if total > TOTAL:
        raise Refused(f"{name} would unpack to {total:,} bytes, more than {TOTAL:,}")
    for member in members:
        _check_member(member, name)
    return members


def _check_member(member: zipfile.ZipInfo, name: str) -> None:
    if member.flag_bits & 0x1:
        raise Refused(f"{name} is encrypted: unpack it first")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused(f"{name} holds a link ({member.filename}): unpack it and import the folder")
    if member.file_size > max(FREE_RATIO_BELOW, RATIO * max(member.compress_size, 1)):
        raise Refused(
            f"{name}: {member.filename} would grow {member.file_size // max(member.compress_size, 1)}-fold to "
            f"{member.file_size:,} bytes; more than {RATIO}-fold is taken for an attack"
        )


def unzip(path: Path, name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each data member as (its name for people, the file it was copied to)."""
    for number, member in enumerate(check_zip(path, name)):
        inner = PurePosixPath(member.filename.replace("\\", "/"))
        if inner.name.startswith(".") or "__MACOSX" in inner.parts:
            continue
        target = folder / f"member-{number}"
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as source:
                _copy(source, target, member.file_size, f"{name}: {member.filename}")
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
        ) as error:
            raise Refused(f"{name}: {member.filename} is damaged ({error})") from None
        yield f"{name}/{inner.name}", target


def gunzip(path: Path, name: str, folder: Path) -> Path:
    """The unpacked content of a gzip file. Raises `Refused` for a bomb or a damaged file."""
    target = folder / "unpacked"
    most = max(FREE_RATIO_BELOW, RATIO * path.stat().st_size)
    try:
        with gzip.open(path) as source:
            _copy(source, target, min(most, TOTAL), name)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise Refused(f"{name} is not a whole gzip file ({error}): export or copy it again") from None
    return target


def _copy(source: _Readable, target: Path, most: int, name: str) -> None:
    """Copy at most `most` bytes; what an archive says about its sizes need not be true."""
    written = 0
    with target.open("wb") as out:
        while chunk := source.read(1 << 20):
            written += len(chunk)
            if written > most:
                raise Refused(f"{name} unpacks to more than it should ({most:,} bytes): taken for an attack")
            out.write(chunk)
