"""JSON and JSON lines into a CSV whose first column is the record: nested names joined by dots, numbers as written."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from dashboard.sources.refusal import Refused

CHUNK = 1 << 20
LONGEST = 64_000_000
ENVELOPE = frozenset({
    "count", "cursor", "end_of_stream", "has_more", "next", "object", "page", "pages", "per_page", "previous",
    "success", "status", "total", "type", "url",
})  # fmt: skip
"""What an API says beside a list of records, about the list."""
Item = tuple[int, object]
_SPACE = re.compile(r"[ \t\r\n]*")


def no_number(text: str) -> str:
    raise ValueError(f"{text} is not a number JSON knows")


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=no_number)


def flat(value: Mapping[str, Any], prefix: str = "") -> dict[str, object]:
    """Nested names joined by dots. A list of {key, value} pairs (GA4) becomes its keys."""
    found: dict[str, object] = {}
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, Mapping):
            found |= flat(inner, f"{name}.")
        elif isinstance(inner, list) and inner and all(isinstance(i, Mapping) and "key" in i for i in inner):
            found |= {f"{name}.{i['key']}": _leaf(i.get("value")) for i in inner}
        else:
            found[name] = inner
    return found


def _leaf(value: object) -> object:
    """The one filled value of {string_value: .., int_value: ..}."""
    if isinstance(value, Mapping):
        return next((_leaf(v) for v in value.values() if v is not None), None)
    return value


def cell_text(value: object) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def to_csv(path: Path, target: Path, encoding: str, name: str) -> list[tuple[int, str, str]]:
    """Write the records of `path`; the rejects as (line, cause, raw). Read twice: for the names, for the rows."""
    names: dict[str, None] = {}
    rejects: list[tuple[int, str, str]] = []
    for line, record in _records(path, encoding, name):
        if isinstance(record, Mapping):
            names.update(dict.fromkeys(flat(record)))
        else:
            rejects.append((line, "is not an object", str(record)[:10_000]))
    with target.open("w", encoding="utf-8", newline="", errors="replace") as file:
        write = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        if names:
            write.writerow((0, *names))
        for line, record in _records(path, encoding, name):
            if isinstance(record, Mapping):
                cells = flat(record)
                write.writerow((line, *(cell_text(cells.get(n)) for n in names)))
    return rejects


def _records(path: Path, encoding: str, name: str) -> Iterator[Item]:
    """(line or number, record); what is not JSON comes as its text."""
    with path.open(encoding=encoding) as text:
        start = _first(text)
        text.seek(0)
        if start == "[":
            yield from _array(text, name)
        else:
            yield from _lines(text, name)


def _first(text: TextIO) -> str:
    while chunk := text.read(1024):
        if stripped := chunk.lstrip("\ufeff \t\r\n"):
            return stripped[0]
    return ""


def _lines(text: TextIO, name: str) -> Iterator[Item]:
    if whole := _one_document(text):
        yield from whole
        return
    text.seek(0)
    for number, line in enumerate(text, 1):
        content = line.strip("\ufeff \t\r\n")
        if not content:
            continue
        try:
            record, end = _DECODER.raw_decode(content)
        except (ValueError, RecursionError):
            yield number, line.rstrip("\n")
            continue
        yield number, record if end == len(content) else line.rstrip("\n")


def _one_document(text: TextIO) -> list[Item] | None:
    """The records of one object that is the whole file: of its only list of objects, or itself. An object on one
    line is a record (of JSON lines, say) unless it is but the envelope of such a list."""
    first = text.readline(LONGEST).strip("\ufeff \t\r\n")
    one_line = first.endswith("}") and first != "{}"
    if one_line and any(line.strip() for line in text):
        return None
    text.seek(0)
    content = text.read(LONGEST).strip("\ufeff \t\r\n")
    try:
        whole, end = _DECODER.raw_decode(content)
    except (ValueError, RecursionError):
        return None
    if end != len(content) or not isinstance(whole, dict):
        return None
    lists = [v for v in whole.values() if isinstance(v, list) and v and all(isinstance(i, dict) for i in v)]
    if one_line and not _is_envelope(whole):
        return None
    return list(enumerate(lists[0], 1)) if len(lists) == 1 else [(1, whole)]


def _is_envelope(whole: Mapping[str, Any]) -> bool:
    """Whether an object says nothing of itself but where its pages are: no id, no text of its own but addresses."""
    others = {key: value for key, value in whole.items() if not isinstance(value, list | dict)}
    return all(
        key in ENVELOPE or key.endswith(("_url", "_cursor", "_page", "_count", "_time")) for key in others
    )


def _array(text: TextIO, name: str) -> Iterator[Item]:
    """The items of one array, read in pieces. Raises `Refused` where the array breaks off or is malformed."""
    buffer, at, number = text.read(CHUNK).lstrip("\ufeff \t\r\n"), 1, 0
    while True:
        at = _skip(buffer, at)
        if at >= len(buffer):
            buffer, at = buffer[at:] + (more := text.read(CHUNK)), 0
            if not more:
                raise Refused(f"{name} breaks off after record {number}: nothing was imported")
            continue
        if buffer[at] == "]":
            if (buffer[at + 1 :] + text.read(CHUNK)).strip():
                raise Refused(f"{name} goes on after its array ends: nothing was imported")
            return
        if buffer[at] == "," and number:
            at = _skip(buffer, at + 1)
        buffer, record, at = _item(text, buffer, at, number, name)
        number += 1
        yield number, record


def _item(text: TextIO, buffer: str, at: int, number: int, name: str) -> tuple[str, object, int]:
    while True:
        try:
            record, end = _DECODER.raw_decode(buffer, at) if at < len(buffer) else (None, len(buffer))
        except (ValueError, RecursionError):
            end = len(buffer)
        if end < len(buffer):
            return buffer, record, end
        more = text.read(max(CHUNK, len(buffer)))
        buffer, at = buffer[at:] + more, 0
        if not more or len(buffer) > LONGEST:
            raise Refused(f"{name} is not valid JSON in record {number + 1}: nothing was imported")
        at = _skip(buffer, at)


def _skip(buffer: str, at: int) -> int:
    found = _SPACE.match(buffer, at)
    return found.end() if found else at
