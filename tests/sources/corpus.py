"""Malformed and hostile files, made in code: (name, bytes, what must become of them).

`outcome` is (read, accepted, rejected, dropped) for a file that is imported, or words of the refusal.
All are read with the mapping MAPPING: ids, a score from 0 to 10, a time and a comment.
"""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass

MAPPING = """
title = "Test answers"
namespace = "t"
missing = ["", "N/A"]
[recognise]
all = ["id", "score", "at", "text"]
[time]
zone = "UTC"
[[drop]]
column = ""
starts_with = "Reporting period"
reason = "footer"
[[table]]
into = "survey_answer"
[table.columns]
answer_id = { from = "id", type = "key", required = true }
kind = { value = "nps" }
scale_min = { value = 0 }
scale_max = { value = 10 }
direction = { value = "up" }
score = { from = "score", type = "score", min = 0, max = 10 }
answered_at = { from = "at", type = "timestamp" }
answer_text = { from = "text", type = "text" }
"""
HEAD = "id,score,at,text\n"
ROW = "1,9,2025-01-01T10:00:00Z,fine\n"


@dataclass(frozen=True)
class Case:
    name: str
    content: bytes
    outcome: tuple[int, int, int, int] | str
    file: str = "file.csv"


def zipped(*members: tuple[str, bytes], level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def rows(*cells: str) -> bytes:
    return (HEAD + "".join(f"{c}\n" for c in cells)).encode()


def one(score: str = "9", at: str = "2025-01-01", text: str = "", key: str = "1") -> bytes:
    return rows(f"{key},{score},{at},{text}")


GOOD = (HEAD + ROW).encode()
JSON_ROW = {"id": "1", "score": 9, "at": "2025-01-01T10:00:00Z", "text": "fine"}

CASES = [
    # shape
    Case("plain", GOOD, (1, 1, 0, 0)),
    Case("no newline at the end", GOOD.rstrip(), (1, 1, 0, 0)),
    Case("crlf", GOOD.replace(b"\n", b"\r\n"), (1, 1, 0, 0)),
    Case("old mac line ends", GOOD.replace(b"\n", b"\r"), (1, 1, 0, 0)),
    Case("mixed line ends", rows("1,9,,a") + b"2,9,,b\r\n3,9,,c\r", (3, 3, 0, 0)),
    Case("bom", b"\xef\xbb\xbf" + GOOD, (1, 1, 0, 0)),
    Case("blank lines between", (HEAD + "\n" + ROW + "\n\n").encode(), (1, 1, 0, 0)),
    Case("empty rows of commas", rows("1,9,,a", ",,,"), (2, 1, 0, 1)),
    Case("short row", rows("1,9,,a", "2,9"), (2, 1, 1, 0)),
    Case("long row", rows("1,9,,a", "2,9,,b,c"), (2, 1, 1, 0)),
    Case("surplus empty cells are nothing", rows("1,9,,a,", "2,9,,b,"), (2, 2, 0, 0)),
    Case("footer of another width", rows("1,9,,a", "Reporting period 2025"), (2, 1, 0, 1)),
    Case("footer of the same width", rows("1,9,,a", "Reporting period 2025,,,"), (2, 1, 0, 1)),
    Case("newline in quotes", rows('1,9,,"two\nlines"', "2,9,,b"), (2, 2, 0, 0)),
    Case("crlf in quotes", rows('1,9,,"two\r\nlines"', "2,9,,b"), (2, 2, 0, 0)),
    Case("lone cr in quotes", rows('1,9,,"two\rlines"', "2,9,,b"), (2, 2, 0, 0)),
    Case("doubled quotes", rows('1,9,,"say ""hi"""'), (1, 1, 0, 0)),
    Case("quote inside a bare cell", rows('1,9,,5" pipe', "2,9,,b"), (2, 2, 0, 0)),
    Case("text after a closing quote", rows('1,9,,"a"b', "2,9,,b"), (2, 1, 1, 0)),
    Case("unclosed quote", rows("1,9,,a", '2,9,,"never', "3,9,,c"), "never closed"),
    Case("unclosed quote closed by another", rows('1,9,,"a', '2,9,,"b', "3,9,,c"), "swallows"),
    Case("semicolons", GOOD.replace(b",", b";"), (1, 1, 0, 0)),
    Case("semicolons and decimal commas", b"id;score;at;text;price\n1;9;;a;1,5\n2;8;;b;2,5\n", (2, 2, 0, 0)),
    Case("tabs", GOOD.replace(b",", b"\t"), (1, 1, 0, 0)),
    Case("pipes", GOOD.replace(b",", b"|"), (1, 1, 0, 0)),
    Case("sep line", b"sep=;\n" + GOOD.replace(b",", b";"), (1, 1, 0, 0)),
    Case("header only", HEAD.encode(), (0, 0, 0, 0)),
    Case("empty", b"", "empty"),
    Case("only white space", b"\n \n\n", "empty"),
    Case("header in another order and case", b"TEXT, At ,SCORE,Id\nfine,2025-01-01,9,1\n", (1, 1, 0, 0)),
    Case("repeated header names", b"id,score,at,text,text\n1,9,,a,b\n", (1, 1, 0, 0)),
    # bytes
    Case("utf-16", GOOD.decode().encode("utf-16"), (1, 1, 0, 0)),
    Case("utf-16 without a mark", GOOD.decode().encode("utf-16-le"), (1, 1, 0, 0)),
    Case("utf-16 cut in the middle of a character", GOOD.decode().encode("utf-16")[:-1], "utf-16"),
    Case("latin text without a declared encoding", HEAD.encode() + b"1,9,,caf\xe9\n", "byte 25 is 0xe9"),
    Case("utf-8 cut in the middle of a character", HEAD.encode() + "1,9,,é".encode()[:-1], "not UTF-8"),
    Case("overlong utf-8", HEAD.encode() + b"1,9,,\xc0\xaf\n", "not UTF-8"),
    Case("nul byte", HEAD.encode() + b"1,9,,a\0b\n", "NUL byte at byte 23"),
    Case("login page", b"\n<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
    Case("xhtml page", b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>', "web page"),
    Case("pdf", b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    Case("one line of 9 MB", rows("1,9,,a") + b"x" * 9_000_000 + b"\n", "holds a line of"),
    Case("ideographs and emoji", rows("1,9,,很好 👍", "2,9,,ačiū"), (2, 2, 0, 0)),
    # values
    Case("nps of 11", one("11"), (1, 0, 1, 0)),
    Case("nps of -1", one("-1"), (1, 0, 1, 0)),
    Case("nps of 7.5", one("7.5"), (1, 0, 1, 0)),
    Case("nps of 8.0", one("8.0"), (1, 1, 0, 0)),
    Case("nan", one("nan"), (1, 0, 1, 0)),
    Case("infinity", one("inf"), (1, 0, 1, 0)),
    Case("declared missing value", one("N/A"), (1, 1, 0, 0)),
    Case("undeclared missing value", one("null"), (1, 0, 1, 0)),
    Case("hexadecimal", one("0x9"), (1, 0, 1, 0)),
    Case("underscores", one("1_0"), (1, 0, 1, 0)),
    Case("full-width digit", one("９"), (1, 0, 1, 0)),
    Case("no id", one(key=""), (1, 0, 1, 0)),
    Case("an id that went through a spreadsheet", one(key="1.23457E+19"), (1, 0, 1, 0)),
    Case("an id of twenty digits", one(key="12345678901234567890"), (1, 1, 0, 0)),
    Case("a date in the future", one(at="2999-01-01"), (1, 0, 1, 0)),
    Case("a date before 1970", one(at="1969-12-31"), (1, 0, 1, 0)),
    Case("no such day", one(at="2025-02-30"), (1, 0, 1, 0)),
    Case("25 o'clock", one(at="2025-01-01 25:00"), (1, 0, 1, 0)),
    Case("a date of slashes where ISO is declared", one(at="03/04/2025"), (1, 0, 1, 0)),
    Case("the word epoch", one(at="epoch"), (1, 0, 1, 0)),
    Case("a date with an era", one(at="2025-01-01 (BC)"), (1, 0, 1, 0)),
    # attacks
    Case("sql in a cell", one(text="'); drop table survey_answer; --"), (1, 1, 0, 0)),
    Case("sql in an id", one(key="x'; delete from survey_answer; --"), (1, 1, 0, 0)),
    Case("sql in a header", b"id,score,at,text,\"x\"\"; drop table survey_answer; --\"\n1,9,,a,b\n", (1, 1, 0, 0)),
    Case("formula", one(text="=cmd|' /C calc'!A0"), (1, 1, 0, 0)),
    Case("zip of two", zipped(("a.csv", GOOD), ("b/c.csv", one(key="2"))), (2, 2, 0, 0), "file.zip"),
    Case("zip slip", zipped(("../../evil.csv", GOOD)), (1, 1, 0, 0), "file.zip"),
    Case("zip bomb", zipped(("a.csv", b"0" * 60_000_000)), "fold", "file.zip"),
    Case("gzip", gzip.compress(GOOD), (1, 1, 0, 0), "file.csv.gz"),
    Case("gzip bomb", gzip.compress(b"0" * 60_000_000), "more than it should", "file.csv.gz"),
    Case("cut gzip", gzip.compress(GOOD)[:-9], "not a whole gzip", "file.csv.gz"),
    Case("cut zip", zipped(("a.csv", GOOD))[:-30], "not a whole zip", "file.zip"),
    Case("zip in zip in zip", zipped(("a.zip", zipped(("b.zip", zipped(("c.csv", GOOD)))))), "archive in an archive",
         "file.zip"),
    Case("not parquet", b"PAR2" + GOOD, "not a Parquet file", "file.parquet"),
    Case("broken parquet", b"PAR1" + b"\x15\x04" * 300 + b"PAR1", "cannot be read", "file.parquet"),
    Case("broken workbook", zipped(("[Content_Types].xml", b"<Types/>")), "cannot be read", "file.xlsx"),
    Case("old workbook magic only", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cannot be read", "file.xls"),
    # json
    Case("json array", json.dumps([JSON_ROW, JSON_ROW | {"id": "2"}]).encode(), (2, 2, 0, 0), "file.json"),
    Case("json lines", (json.dumps(JSON_ROW) + "\n").encode(), (1, 1, 0, 0), "file.jsonl"),
    Case("json lines with a broken one", (json.dumps(JSON_ROW) + "\n{\"id\": 2,\n").encode(), (2, 1, 1, 0),
         "file.jsonl"),
    Case("json lines with a number", (json.dumps(JSON_ROW) + "\n7\n").encode(), (2, 1, 1, 0), "file.jsonl"),
    Case("json array cut", json.dumps([JSON_ROW, JSON_ROW]).encode()[:-4], "JSON", "file.json"),
    Case("json array with more behind", json.dumps([JSON_ROW]).encode() + b" x", "goes on after", "file.json"),
    Case("json that is not a number", b'[{"id": "1", "score": NaN, "at": null, "text": ""}]', "JSON", "file.json"),
    Case("json of great depth", b"[" * 100_000, "JSON", "file.json"),
    Case("json of nothing", b"[]", "no records", "file.json"),
    Case("json half a surrogate", b'[{"id": "1", "score": 9, "at": null, "text": "\\ud800"}]', (1, 1, 0, 0),
         "file.json"),
]  # fmt: skip
