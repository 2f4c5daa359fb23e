"""The sentence of the Overview, from the same answers as its tiles."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.insight.find import affected, find
from dashboard.insight.sentence import Finding, Source, sentence, telling
from dashboard.screens.data import kept
from dashboard.screens.tile import Line
from dashboard.screens.visit import Visit


def told(found: Sequence[Line], visit: Visit) -> str:
    """What stands out, where most of it sits, and what is at stake."""
    findings = [
        Finding(
            line.metric.label,
            line.metric.unit,
            line.metric.better,
            line.now.value,
            line.change,
            line.now.refused,
        )
        for line in found
    ]
    lead = telling(findings)
    source = _source(found[lead], visit) if lead is not None else None
    words = {"locale": visit.locale, "currency": visit.facts.currency}
    return sentence(findings, source, source_of=lead or 0, **words)


def _source(line: Line, visit: Visit) -> Source | None:
    """The one cell that carries most of the change, kept by snapshot and question."""
    if line.before is None:
        return None
    asked = ("source", visit.db.name, line.metric.key, line.metric.variant, visit.scope)
    return kept(repr(asked), lambda: _look(line, visit))


def _look(line: Line, visit: Visit) -> Source | None:
    assert line.before is not None  # noqa: S101  `_source` asks only with a comparison
    metric, scope = line.metric, visit.scope
    drivers = find(
        visit.db, metric, scope, line.now.window, line.before.window, minimum_n=metric.minimum_n, most=1
    )
    first = next((driver for driver in drivers if driver.signal), None)
    if first is None:
        return None
    return Source(first.words, first.share, affected(visit.db, metric, scope, first.cell))
