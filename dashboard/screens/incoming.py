"""A file somebody sends: whether they may, where it is kept, and the processes that look at it and import it.

The server itself opens no file that is sent: looking and importing are processes of their own, which end.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.company import Company
from dashboard.screens.text import plain
from dashboard.sources.result import FileResult, Question
from dashboard.sources.summary import in_words
from dashboard.store.upsert import Upserted

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
LOOK_SECONDS, IMPORT_SECONDS, KEPT_SECONDS = 60, 1800, 24 * 3600
_UNSAFE = re.compile(r"[^\w. ()+-]+")


class Failed(Exception):
    """A process ended without an answer; the message is for the person who sent the file."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a page is served and who looks at it, as far as the server knows."""

    address: str
    host: str
    forwarded: bool = False
    email: str | None = None

    @property
    def local(self) -> bool:
        """Served to this machine only, and not by way of a proxy."""
        name = self.host.rsplit(":", 1)[0] if not self.host.endswith("]") else self.host
        return self.address in LOOPBACK and name.strip("[]") in LOOPBACK and not self.forwarded


def not_allowed(company: Company, visitor: Visitor) -> str | None:
    """Why this visitor may not send files; None when they may."""
    if company.demo:
        return (
            "This is the made-up demo company; your data would mix with it. Give your company its own folder."
        )
    if visitor.local or (visitor.email and visitor.email in company.roles.get("upload", ())):
        return None
    return (
        "Files are taken on the machine that holds the data, or from people whom the company file names "
        "under roles as upload. Import this one where the data is."
    )


def keep(home: Path, name: str, content: bytes, now: float | None = None) -> Path:
    """Write a sent file to a folder of its own that only the owner can read."""
    incoming = home / "incoming"
    incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(home, now)
    folder = incoming / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    path = folder / safe_name(name)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return path


def forget(path: Path) -> None:
    """Remove a kept file with its folder."""
    shutil.rmtree(path.parent, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a name, with only characters that no shell, file system or page reads as more."""
    last = _UNSAFE.sub("_", plain(name).replace("\\", "/").rsplit("/", 1)[-1]).strip(". -")
    stem, dot, suffix = last.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:12]}" if stem else (last[:80] or "file")


def sweep(home: Path, now: float | None = None) -> None:
    """Remove what was sent more than a day ago and left behind, as by closing the page before importing."""
    oldest = (time.time() if now is None else now) - KEPT_SECONDS
    for folder in (home / "incoming").glob("*"):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def look(path: Path, home: Path, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """What each table of the file would become (see `dashboard.sources.look`). Raises `Failed`."""
    command = [sys.executable, "-m", "dashboard.sources.look", str(path), "--home", str(home)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, a path of our own
            command, input=json.dumps(dict(answers)), capture_output=True, text=True, timeout=LOOK_SECONDS, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Failed(f"{path.name} could not be looked at within {LOOK_SECONDS} seconds.") from None
    if done.returncode:
        raise Failed(_last_words(done.stderr, f"{path.name} could not be read."))
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen


@dataclass(frozen=True, slots=True)
class Running:
    """An import that was started; a page that is left and opened again finds it by this."""

    child: subprocess.Popen[bytes]
    path: Path
    started: float


def start(path: Path, home: Path, answers: Mapping[str, str]) -> Running:
    """Import the file and build, in a process of its own that goes on whatever the page does."""
    command = [
        sys.executable,
        "-m",
        "dashboard.cli",
        "import",
        str(path),
        "--home",
        str(home),
        "--yes",
        "--json",
    ]
    command += [part for key, value in answers.items() for part in ("--answer", f"{key}={value}")]
    with _said(path).open("wb") as out, _wrong(path).open("wb") as err:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)  # noqa: S603 -- as above
    return Running(child, path, time.monotonic())


def finish(running: Running, waiting: Callable[[int], None]) -> list[dict[str, Any]]:
    """Wait for an import, telling `waiting` the seconds; gives its account by file. Raises `Failed`."""
    path = running.path
    while running.child.poll() is None:
        seconds = int(time.monotonic() - running.started)
        if seconds > IMPORT_SECONDS:
            running.child.kill()
            running.child.wait()
            raise Failed(
                f"{path.name} took longer than {IMPORT_SECONDS // 60} minutes; nothing of it was kept."
            )
        waiting(seconds)
        time.sleep(0.3)
    try:
        files: list[dict[str, Any]] = json.loads(_said(path).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        errors = _wrong(path).read_text("utf-8", "replace") if _wrong(path).exists() else ""
        raise Failed(_last_words(errors, f"{path.name} was not imported.")) from None
    return files


def _said(path: Path) -> Path:
    return path.parent / ".result"


def _wrong(path: Path) -> Path:
    return path.parent / ".errors"


def _last_words(errors: str, otherwise: str) -> str:
    """What a command said at its end; never a stack trace."""
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return otherwise if not lines or "Traceback" in errors else " ".join(lines[-3:])[:500]


def told(
    files: Sequence[Mapping[str, Any]],
    before: Mapping[str, str | None] | None = None,
    after: Mapping[str, str | None] | None = None,
) -> list[str]:
    """What an import did, in words. `before` and `after`: metric label to why it is refused."""
    return in_words([_read(file) for file in files], before, after)


def _read(file: Mapping[str, Any]) -> FileResult:
    """A file's account, from the JSON of the import command."""
    tables = {name: Upserted(**done) for name, done in file["tables"].items()}
    questions = tuple(Question(**question) for question in file["questions"])
    return FileResult(**{**file, "tables": tables, "questions": questions})


def questions_of(files: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What an import asked before it could read the files."""
    return [
        dict(question)
        for file in files
        for question in file["questions"]
        if file["status"] == "needs answers"
    ]
