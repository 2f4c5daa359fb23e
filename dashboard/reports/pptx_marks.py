"""What python-pptx has no words for: intervals on marks, labels at places of their own, where the marks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from dashboard.reports.frames import Step

AFTER_LABELS = (
    "c:trendline",
    "c:errBars",
    "c:cat",
    "c:val",
    "c:xVal",
    "c:yVal",
    "c:smooth",
    "c:shape",
    "c:extLst",
)
AFTER_INTERVALS = AFTER_LABELS[2:]
_OFF = "".join(
    f'<c:{name} val="0"/>' for name in ("showCatName", "showSerName", "showPercent", "showBubbleSize")
)

_NO_LEADERS = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/>'
    "</c:ext></c:extLst>"
)
"""No line from a mark to its label."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label of the mark `at`, moved by parts of the chart. `words`: instead of its value; our own words only."""

    at: int
    right: float
    down: float
    words: str = ""
    place: str = "outEnd"


def layout(chart: Any, x: float, y: float, wide: float, high: float) -> None:
    """Where the marks are, as parts of the chart, without the words around them."""
    area = chart._chartSpace.chart.plotArea
    for old in area.xpath("./c:layout"):
        area.remove(old)
    sides = "".join(
        f'<c:{name} val="{side:.4f}"/>' for name, side in (("x", x), ("y", y), ("w", wide), ("h", high))
    )
    area.insert(0, parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/>{sides}</c:manualLayout></c:layout>'
    ))  # fmt: skip


def intervals(series: Any, steps: Sequence[Step], colour: str, ends: bool) -> None:
    """Error bars of their own size up and down; none where no interval is known. `colour` as XML. `ends`: with caps."""
    known = [
        (at, step.high - step.value, step.value - step.low)
        for at, step in enumerate(steps)
        if step.value is not None and step.low is not None and step.high is not None
    ]
    if not known:
        return
    upright = "" if series._element.getparent().tag.endswith("barChart") else '<c:errDir val="y"/>'
    sides = "".join(
        f'<c:{name}><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(steps)}"/>'
        + "".join(f'<c:pt idx="{each[0]}"><c:v>{max(each[place], 0.0)!r}</c:v></c:pt>' for each in known)
        + f"</c:numLit></c:{name}>"
        for place, name in ((1, "plus"), (2, "minus"))
    )
    _put(series._element, AFTER_INTERVALS, (
        f'<c:errBars {nsdecls("c", "a")}>{upright}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="{int(not ends)}"/>{sides}'
        f'<c:spPr><a:ln w="12700"><a:solidFill>{colour}</a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    ))  # fmt: skip


def labels(series: Any, told: Sequence[Label], style: str, size: float, colour: str, *, bold: bool) -> None:
    """Labels of these marks and of no other. `colour` as XML."""
    for old in series._element.xpath("./c:dLbls"):
        series._element.remove(old)
    look = (
        f'<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:pPr>'
        f"{_font('defRPr', size, colour, bold)}</a:pPr><a:endParaRPr/></a:p></c:txPr>"
    )
    each = "".join(_label(label, style, size, colour, bold, look) for label in told)
    _put(series._element, AFTER_LABELS, (
        f'<c:dLbls {nsdecls("c", "a")}>{each}<c:showLegendKey val="0"/><c:showVal val="0"/>{_OFF}{_NO_LEADERS}'
        "</c:dLbls>"
    ))  # fmt: skip


def _label(label: Label, style: str, size: float, colour: str, bold: bool, look: str) -> str:
    moved = (
        f'<c:x val="{label.right:.5f}"/><c:y val="{label.down:.5f}"/>' if label.right or label.down else ""
    )
    where = f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>" if moved else "<c:layout/>"
    own = (
        f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/><a:p><a:r>{_font("rPr", size, colour, bold)}'
        f"<a:t>{_escaped(label.words)}</a:t></a:r></a:p></c:rich></c:tx>"
        if label.words
        else ""
    )
    return (
        f'<c:dLbl><c:idx val="{label.at}"/>{where}{own}<c:numFmt formatCode="{_escaped(style)}" sourceLinked="0"/>'
        f'{look}<c:dLblPos val="{label.place}"/><c:showLegendKey val="0"/><c:showVal val="1"/>{_OFF}</c:dLbl>'
    )


def _font(tag: str, size: float, colour: str, bold: bool) -> str:
    return f'<a:{tag} sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill>{colour}</a:solidFill></a:{tag}>'


def _escaped(words: str) -> str:
    return escape(words, {'"': "&quot;"})


def ratios(axis: Any, low: float, top: float) -> None:
    """An axis on which each step doubles, and on which bars begin at 1."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit, axis.crosses_at = low, top, 2.0, 1.0
    scaling = axis._element.xpath("./c:scaling")[0]
    scaling.insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="2"/>'))


def every(axis: Any, stride: int) -> None:
    """Only every so many places get their words, level: turned by next to nothing, so that LibreOffice leaves words
    out rather than breaking them."""
    element = axis._element
    for old in element.xpath("./c:tickLblSkip"):
        element.remove(old)
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{stride}"/>')
    nexts = [
        child
        for name in ("c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
        for child in element.xpath(f"./{name}")
    ]
    if nexts:
        nexts[0].addprevious(skip)
    else:
        element.append(skip)
    for body in element.xpath("./c:txPr/a:bodyPr"):
        body.set("rot", "1")


def _put(series: Any, before: Sequence[str], xml: str) -> None:
    """An element at the place in a series that the schema has for it."""
    made = parse_xml(xml)
    nexts = [child for name in before for child in series.xpath(f"./{name}")]
    first = min(nexts, key=list(series).index, default=None)
    if first is None:
        series.append(made)
    else:
        first.addprevious(made)
