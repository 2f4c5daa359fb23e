"""One pass over the bytes of a file: its identity and everything about it that does not need parsing."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Scan:
    """`sha256` is the identity; `nul` and `not_utf8` are byte positions; `longest` line in bytes."""

    sha256: str
    size: int
    head: bytes
    nul: int | None
    not_utf8: int | None
    lines: int
    returns: int
    pairs: int
    longest: int

    @property
    def even_lines(self) -> bool:
        """Whether every line ends the same way, in LF or in CR LF."""
        return self.returns in (0, self.pairs) and self.pairs in (0, self.lines)


def scan(path: Path) -> Scan:
    """Read `path` once, in bounded memory."""
    digest, utf8 = hashlib.sha256(), _Utf8()
    size = lines = returns = pairs = longest = run = 0
    nul: int | None = None
    head, last = b"", b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            utf8.feed(chunk, size)
            head = head or chunk[:HEAD]
            if nul is None and (at := chunk.find(b"\0")) >= 0:
                nul = size + at
            pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")
            lines += chunk.count(b"\n")
            returns += chunk.count(b"\r")
            first = chunk.find(b"\n")
            if first >= 0:
                longest, run = max(longest, run + first), len(chunk) - chunk.rfind(b"\n") - 1
            else:
                run += len(chunk)
            size, last = size + len(chunk), chunk[-1:]
            longest = max(longest, run)
    return Scan(digest.hexdigest(), size, head, nul, utf8.end(size), lines, returns, pairs, longest)


class _Utf8:
    """Where the bytes stop being UTF-8, if they do."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._pending = 0
        self.bad: int | None = None

    def feed(self, chunk: bytes, offset: int) -> None:
        if self.bad is not None:
            return
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            self.bad = offset - self._pending + error.start
            return
        self._pending = len(self._decoder.getstate()[0])

    def end(self, size: int) -> int | None:
        if self.bad is None and self._pending:
            return size - self._pending
        return self.bad
