"""Net sentiment counted by source, channel, language or touchpoint, for the period, its comparison and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.shape import ask
from dashboard.scope import Scope, Window
from dashboard.screens.card import Row
from dashboard.screens.data import kept
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit
from dashboard.screens.voice_net import EMPTY, Net, group_of, nets, withhold, words_of


@dataclass(frozen=True, slots=True)
class Felt:
    """Net sentiment by window label and group, the groups by how many texts were scored, and what was asked."""

    by: str
    found: Mapping[tuple[str, str], Net]
    groups: tuple[str, ...]
    question: Question

    def net(self, window: str, group: str) -> Net:
        return self.found.get((window, group), EMPTY)


def read(by: str, visit: Visit) -> Felt:
    """Every group that has texts in the period, kept by snapshot and question."""
    spans = periods_of(visit)
    question = ask("voice_feelings", scope_of(by, visit), {
        **bounds([*spans.pair(), *spans.steps]), "by": by, "classes": list(visit.scope.source_class),
    })  # fmt: skip
    least = visit.company.thresholds.anonymity
    asked = repr(("felt", visit.db.name, question, least))
    return kept(asked, lambda: _counted(by, question, least, visit))


def scope_of(by: str, visit: Visit) -> Scope:
    """Channels are compared with all channels even when one is chosen."""
    return visit.whole("channel") if by == "channel" else visit.scope


def _counted(by: str, question: Question, least: int, visit: Visit) -> Felt:
    rows = visit.table(question).to_pylist()
    found = {
        (row["label"], group_of(row["grouped"])): withhold(net, least)
        for row, net in zip(rows, nets(rows), strict=True)
    }
    now = {group: net for (label, group), net in found.items() if label == "now" and net.texts}
    ranked = sorted(
        now, key=lambda group: (group == NOT_STATED, -now[group].scored, -now[group].texts, group)
    )
    return Felt(by, found, tuple(ranked), question)


def rows(felt: Felt, groups: Sequence[str], windows: Sequence[Window]) -> list[Row]:
    """One row a group and window, the windows of a group together. `series`: now, before or the label of a step."""
    return [
        {
            "series": window.label, "from": window.start, "to before": window.end, "partial": window.partial,
            felt.by: group, "name": words_of(group), "net sentiment": net.value, "low": net.low, "high": net.high,
            "scored": net.scored, "texts": net.texts, "not scored": net.texts - net.scored,
        }
        for group in groups for window in windows for net in [felt.net(window.label, group)]
    ]  # fmt: skip
