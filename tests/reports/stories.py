"""A small report with a frame for every kind of plot, and one whose every text attacks."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from dashboard.reports.exhibit import Exhibit, Kind, Plot, Report, Tile
from tests.browser.hostile import PAYLOADS

DAYS = [date(2026, 8, day) for day in (3, 10, 17, 24)]
LINE = [
    {"series": name, "from": day, "value": value, "low": value and value - 1.25, "high": value and value + 2.5, "n": 40,
     "partial": day == DAYS[-1]}
    for name, values in (("now", (38.51372549, None, 33.3, 31.0)), ("before", (36.0, 35.5, 34.25, 30.0)))
    for day, value in zip(DAYS, values, strict=True)
]  # fmt: skip
BARS = [
    {"group": name, "series": series, "value": value, "low": value - 4.5, "high": value + 5.5, "n": 61}
    for series, values in (("now", (27.123456789, -35.0)), ("before", (30.5, 41.0)))
    for name, value in zip(("app", "mobile_web"), values, strict=True)
]
FALL = [{"group": "app", "together": -4.0625}, {"group": "web", "together": 1.03125}]
CURVE = [
    {"months": month, "share": share, "low": share - 2, "high": share + 1, "who": "all"}
    for month, share in ((0, 100.0), (6, 81.25), (12, 70.31))
]
HEAT = [
    {"cohort": c, "month": m, "share": 100.0 - 10 * m, "partial": m == 2}
    for c in ("May", "June")
    for m in range(3)
]
FLOW = [
    {"from": "cart", "to": "order", "n": 46}, {"from": "cart", "to": "stopped", "n": 54},
    {"from": "order", "to": "review", "n": 6},
]  # fmt: skip
PLOTS: dict[Kind, tuple[list[dict], Plot]] = {
    "line": (LINE, Plot("line", "from", "value", "series", "low", "high", "points")),
    "bar": (BARS, Plot("bar", "group", "value", "series", "low", "high", "percent")),
    "column": (BARS[:2], Plot("column", "group", "value", low="low", high="high", unit="money")),
    "waterfall": (FALL, Plot("waterfall", "group", "together", unit="points", better="up")),
    "step": (CURVE, Plot("step", "months", "share", "who", "low", "high", unit="percent")),
    "heat": (HEAT, Plot("heat", "month", "share", "cohort", unit="percent")),
    "flow": (FLOW, Plot("flow", "from", "n", "to")),
    "table": (BARS, Plot("table")),
}
CHARTED = ("line", "bar", "column", "waterfall", "step")


def exhibit(kind: Kind, **words: str) -> Exhibit:
    """A card of this kind."""
    rows, plot = PLOTS[kind]
    told = {"headline": f"A {kind}", "subtitle": "Of whom and when", "note": "Mind this", **words}
    return Exhibit(kind, "overview", rows=rows, plot=plot, method=[("What it is", "A number")],
                   statements=["select 1"], link="period=28d", **told)  # fmt: skip


def report(*slides: Exhibit, **words: str) -> Report:
    """A report of these cards."""
    told = {"title": "Board", "company": "Tea & Co", "sentence": "It fell.", **words}
    tile = Tile(
        "Net Promoter Score", "30", "5.9 points, worse", "▼", "bad", "28 to 32 · n 4,769", "target 40"
    )
    return Report(as_of="2026-10-31", snapshot="0" * 16, currency="EUR", locale="en", demo=False, slides=slides,
                  tiles=[tile], **told)  # fmt: skip


EVERY = report(
    *(exhibit(kind) for kind in PLOTS),
    Exhibit("gone", "overview", "Gone", "", [], Plot("table"), missing="Not here"),
)
EVIL = "\u202e\x00\ud800\ufffe" + " ".join(PAYLOADS)
REFERENCES = ("=Sheet1!$A$1", "+cmd|' /C calc'!A0", "Sheet1!A1", "http://canary.invalid/x", "=1+1")
"""What a spreadsheet may take for a reference where it looks for the name of a chart."""


def hostile(texts: tuple[str, ...] = PAYLOADS) -> Report:
    """Hostile words in every place that can hold any: texts, names of series and places, names of columns."""
    slides = []
    for number, text in enumerate(texts):
        rows, plot = PLOTS[list(PLOTS)[number % len(PLOTS)]]
        evil = [{**{name: text if isinstance(v, str) else v for name, v in row.items()}, EVIL[:90]: EVIL, text: text}
                for row in rows]  # fmt: skip
        slides.append(Exhibit(
            EVIL, "overview", text, text, evil, plot, [(EVIL, EVIL), ("Interval", text)], [EVIL], EVIL, EVIL,
            then=EVIL, finding=EVIL, then_as_of=EVIL,
        ))  # fmt: skip
    slides += [Exhibit("k", "p", text, text, [], Plot("table"), missing=text) for text in texts]
    tile = Tile(EVIL, EVIL, EVIL, EVIL, "bad", EVIL, EVIL)
    slides.append(Exhibit("k", "p", EVIL, EVIL, [{"a": EVIL}], Plot("table"), tiles=[tile]))
    return Report(EVIL, EVIL, "2026-10-31", "0" * 16, "EUR", "en", False, slides, [tile], EVIL)


def parts(content: bytes) -> dict[str, bytes]:
    """The files inside a file, also inside the workbooks behind charts."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{inner}": part for inner, part in parts(found[name]).items()}
    return found


def safe(content: bytes) -> None:
    """No formula, no link, no reference to anything outside, no character that is not seen."""
    for name, part in parts(content).items():
        text = part.decode("utf-8", "replace")
        if name.endswith(".rels"):
            assert "External" not in text, name
            assert "hyperlink" not in text, name
        if not name.endswith(".xml"):
            continue
        assert "<f>" not in text, name
        assert not re.search(r"_x00[01][0-9A-Fa-f]_|[\x00\u202e\ufffe]", text), name
        for sign in ("hlinkClick", "hlinkHover", "<hyperlink", "oleObj", "ddeLink", "externalLink"):
            assert sign not in text, name
        assert "<a:fld" not in text or "/slide" not in name or "Master" in name or "Layout" in name, name
