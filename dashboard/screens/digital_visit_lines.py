"""What is known of the visits on each device or channel: the numbers, where they stood, and what others reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.dots import MOST
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.screens.card import Row
from dashboard.screens.digital_matrix import compared
from dashboard.screens.numbers import periods_of
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """One number: all together now and before, and by group in the order of the groups; `others`: its benchmark."""

    metric: Metric
    whole: Answer
    was: Answer | None
    groups: Sequence[Answer | None]
    before: Sequence[Answer | None]
    others: float | None


def read(metrics: Sequence[Metric], across: str, visit: Visit) -> tuple[list[str], list[Line]]:
    """Each number in the period, all together and by group; groups by their number of sessions."""
    windows, scope = periods_of(visit).pair(), compared(across, visit)
    found = visit.ask(metrics, windows, across, scope)
    whole = {
        (a.metric, a.variant, a.window.label): a for a in visit.ask(metrics, windows, scope=scope)
    }  # fmt: skip
    sizes: dict[str, int] = {}
    for answer in found:
        if answer.group not in (None, NOT_STATED) and answer.window.label == "now":
            sizes[str(answer.group)] = max(sizes.get(str(answer.group), 0), answer.n)
    names = sorted(sorted(sizes, key=lambda name: -sizes[name])[:MOST])
    by = {(a.metric, a.variant, a.group, a.window.label): a for a in found if a.n or a.refused}
    return names, [
        Line(
            metric, whole[metric.key, metric.variant, "now"], whole.get((metric.key, metric.variant, "before")),
            [by.get((metric.key, metric.variant, name, "now")) for name in names],
            [by.get((metric.key, metric.variant, name, "before")) for name in names],
            None if metric.variant else visit.others(metric),
        )
        for metric in metrics
    ]  # fmt: skip


def rows(lines: Sequence[Line], across: str) -> list[Row]:
    """One row a number and group, and one of all together, with what it was and what others reach."""
    return [
        {
            "number": named(line.metric), across: name, "value": now.value, "low": now.low, "high": now.high,
            "n": now.n, "before": before.value if before else None, "n before": before.n if before else 0,
            "others": line.others, "note": now.refused or ("under the minimum n" if now.small else ""),
        }
        for line in lines
        for name, now, before in (
            *((now.group or "", now, before) for now, before in zip(line.groups, line.before, strict=True) if now),
            ("all", line.whole, line.was),
        )
    ]  # fmt: skip


def verdict(line: Line) -> str | None:
    """Better or worse than the benchmark, or as others when the interval holds it; None without one."""
    whole = line.whole
    if line.others is None or whole.value is None or whole.low is None or whole.high is None:
        return None
    if whole.low <= line.others <= whole.high:
        return "as others"
    return "better" if (whole.value > line.others) == (line.metric.better == "up") else "worse"


def title(lines: Sequence[Line]) -> str:
    """Where these numbers stand against the benchmarks there are."""
    judged = {line.metric.label: told for line in lines if (told := verdict(line))}
    if not judged:
        return "Visits, with no benchmark in the data to set them against"
    worse = [name for name, told in judged.items() if told == "worse"]
    if worse:
        return f"{listed(worse)}: worse than the benchmark"
    better = [name for name, told in judged.items() if told == "better"]
    return f"{listed(better)}: better than the benchmark" if better else "As the benchmark, within chance"


def listed(names: Sequence[str]) -> str:
    inner = [name if place == 0 else f"{name[:1].lower()}{name[1:]}" for place, name in enumerate(names)]
    return inner[0] if len(inner) == 1 else f"{', '.join(inner[:-1])} and {inner[-1]}"
