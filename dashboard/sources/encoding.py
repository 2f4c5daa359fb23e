"""Which encoding a text file is in: declared, marked or proven; never supposed."""

from __future__ import annotations

import codecs
from pathlib import Path

from dashboard.sources.refusal import Refused
from dashboard.sources.scan import Scan

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OFFERED = ("cp1252", "mac_roman")


def encoding_of(path: Path, scan: Scan, name: str, declared: str | None = None) -> str:
    """The encoding to read `path` in. Raises `Refused` with the byte position when nothing fits."""
    if declared:
        return _checked(path, name, declared)
    marked = next((encoding for mark, encoding in MARKS if scan.head.startswith(mark)), None)
    if marked and marked != "utf-8-sig":
        return _checked(path, name, marked)
    if scan.nul is not None:
        silent = _unmarked_utf16(scan.head)
        if silent is None:
            raise Refused(f"{name} holds a NUL byte at byte {scan.nul:,}: it is damaged, or not a text file")
        return _checked(path, name, silent)
    if scan.not_utf8 is not None:
        raise Refused(_offer(path, scan.not_utf8, name))
    return marked or "utf-8"


def _unmarked_utf16(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half and odd > 0.4 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if half and even > 0.4 * half and not odd else None


def _checked(path: Path, name: str, encoding: str) -> str:
    """Decode the whole file once, so that no half of it is imported."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
    except LookupError:
        raise Refused(f"there is no encoding '{encoding}'; for example cp1252, utf-16 or mac_roman") from None
    offset = 0
    with path.open("rb") as file:
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
                offset += len(chunk)
            decoder.decode(b"", final=True)
        except (UnicodeDecodeError, UnicodeError) as error:
            at = offset + getattr(error, "start", 0)
            raise Refused(f"{name} is not {encoding} at byte {at:,}: another encoding, or damage") from None
    return encoding


def _offer(path: Path, at: int, name: str) -> str:
    with path.open("rb") as file:
        start = max(0, at - 30)
        file.seek(start)
        around = file.read(60)
    lines = [
        f"{name} is not UTF-8: byte {at:,} is 0x{around[at - start]:02x}. Name its encoding to import it:"
    ]
    for encoding in OFFERED:
        shown = " ".join(around.decode(encoding, "replace").split())
        lines.append(f"  --encoding {encoding} would read: {shown}")
    return "\n".join(lines)
