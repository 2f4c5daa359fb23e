"""The nodes and links of the paths and the words on them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.sankey import Link, Node
from dashboard.insight.paths import ENDED, OPEN, OTHER, Flows, Next
from dashboard.metrics.format import amount, interval, shown
from dashboard.screens.filters import spoken
from dashboard.screens.journey_path_data import PathChoice
from dashboard.screens.text import plotly
from dashboard.screens.visit import Visit


def _name(step: str, made: PathChoice) -> str:
    special = {
        OTHER: "Other touchpoints", ENDED: "Stopped" if made.forward else "Began", OPEN: "May still go on",
    }  # fmt: skip
    return special.get(step) or plotly(spoken(step))


def drawn(now: Flows, found: Sequence[Next], made: PathChoice, visit: Visit) -> tuple[list[Node], list[Link]]:
    told = {(1, each.step): each for each in found}
    tones = {OTHER: "other", ENDED: "end" if made.forward else "began", OPEN: "open"}
    nodes: list[Node] = []
    place: dict[tuple[int, str], int] = {}
    for node, size in now.nodes.items():
        level, step = node
        name = _name(step, made)
        share = f"{size:,}" if step == OPEN else percent(100 * size / now.known if now.known else None, visit)
        each = told.get(node)
        label = f"{name} {share}" if level else name
        place[node] = len(nodes)
        nodes.append(Node(
            level, size, label + _arrow(each), _hover(name, size, share, each, visit),
            tones.get(step, "step") if level else "start",
        ))  # fmt: skip
    links = [
        Link(place[flow.source], place[flow.target], flow.journeys,
             f"{_name(flow.source[1], made)} → {_name(flow.target[1], made)}<br>{flow.journeys:,} journeys")
        for flow in now.flows
    ]  # fmt: skip
    return nodes, links


def _arrow(each: Next | None) -> str:
    if each is None or each.change is None or not each.change.signal or each.change.delta is None:
        return ""
    return " ▲" if each.change.delta > 0 else " ▼"


def _hover(name: str, size: int, share: str, each: Next | None, visit: Visit) -> str:
    lines = [f"<b>{name}</b>", f"{size:,} journeys" + (f", {share} of those known" if "%" in share else "")]
    if each is not None:
        between = interval(each.share.low, each.share.high, "percent", locale=visit.locale)
        lines.append(f"95 % {between}, n {each.share.n:,}")
        if each.before is not None and each.change is not None and each.change.delta is not None:
            size_words = amount(abs(each.change.delta), "points", locale=visit.locale)
            way = "more" if each.change.delta > 0 else "less"
            chance = "more than chance would give" if each.change.signal else "within chance"
            lines.append(f"before {percent(each.before.value, visit)}: {size_words} {way}, {chance}")
    return "<br>".join(lines)


def percent(value: float | None, visit: Visit) -> str:
    """Whole percent, so that a crowded figure can be read; the data keeps the rest."""
    if value is not None and 0 < value < 0.5:
        return f"under {shown(1, 'percent', locale=visit.locale)}"
    return shown(None if value is None else round(value), "percent", locale=visit.locale)
