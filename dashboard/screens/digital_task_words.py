"""The words and rows of a matrix of tasks."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.insight.consistency import Spread
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Metric
from dashboard.screens.card import Row
from dashboard.screens.digital_choice import ACROSS
from dashboard.screens.digital_matrix import LOGS, Matrix, compared
from dashboard.screens.filters import spoken, whom
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit


def medians(found: Matrix, visit: Visit) -> dict[str, Answer]:
    """The median of each task in the period, for what has one; on one device only it is not told apart."""
    if found.metric.key not in LOGS or found.device:
        return {}
    metric, windows = found.metric.as_variant("median"), periods_of(visit).pair()[:1]
    answers = visit.ask([metric], windows, "task", compared(found.across, visit))
    return {str(answer.group): answer for answer in answers if answer.value is not None}


def median_words(half: Answer | None, metric: Metric, visit: Visit) -> str:
    return "" if half is None or half.value is None else f"median {visit.shown(metric)(half.value)}"


def _median_columns(half: Answer | None) -> Row:
    if half is None:
        return {}
    return {"median of the task": half.value, "median low": half.low, "median high": half.high}


def gap_words(apart: Spread, stands: bool, metric: Metric, visit: Visit) -> str:
    """How far apart, and over it or under it what chance gives."""
    if apart.gap is None:
        return ""
    size = f"{apart.gap:.2f} ×" if metric.key in LOGS else visit.change(metric)(apart.gap).lstrip("+")
    if apart.chance is None:
        return f"{size}<br>too few to tell"
    return f"<b>{size}</b><br>differs" if stands else f"{size}<br>within chance"


def title(found: Matrix, visit: Visit) -> str:
    """Whether what is compared differs, and where most."""
    differing = [line for line in found.lines if line.stands]
    what = ACROSS[found.across]
    if len(found.names) < 2:
        return f"{found.metric.label} by task"
    if all(line.apart.chance is None for line in found.lines):
        return f"Too little to tell whether {what.lower()} differ"
    if not differing:
        return f"{what} differ in no task more than chance would give"
    most = max(differing, key=lambda line: line.apart.gap or 0.0)
    top, bottom = (most.groups[place] for place in (most.apart.highest or 0, most.apart.lowest or 0))
    shown = visit.shown(found.metric)
    ends = ", ".join(
        f"{shown(answer.value or 0.0)} on {spoken(answer.group or '')}" for answer in (bottom, top) if answer
    )
    return (
        f"{what} differ in {len(differing)} of {len(found.lines)} tasks; most in {spoken(most.task)}: {ends}"
    )


def subtitle(found: Matrix, visit: Visit) -> str:
    how = "Welch's test" if found.metric.key in LOGS else "chi-square"
    apart = "slowest ÷ fastest" if found.metric.key == "time_on_task" else (
        "most ÷ fewest" if found.metric.key in LOGS else "highest − lowest"
    )  # fmt: skip
    left = f" {found.left_out} more in the data." if found.left_out else ""
    return (
        f"{found.metric.label} by task and {found.across}{_only(found)}, {whom(compared(found.across, visit))}. "
        "Line: 95 % interval; "
        f"grey tick: before. Right: {apart}, and whether all of them differ more than chance would give ({how}, "
        f"corrected for {len(found.lines)} tasks). Click a dot to choose its {found.across} and task.{left}"
    )


def _only(found: Matrix) -> str:
    return f", on {spoken(found.device)}" if found.device else ""


def rows(found: Matrix, half: Mapping[str, Answer]) -> list[Row]:
    """One row a task and group, with the spread of its task, and its median when there is one."""
    return [
        {
            "measure": found.metric.key, "task": line.task, found.across: name, "value": answer.value,
            "low": answer.low, "high": answer.high, "n": answer.n, "before": before.value if before else None,
            "n before": before.n if before else 0, "change": change.delta if change else None,
            "change is signal": bool(change and (row, place) in found.moved),
            "spread of the task": line.apart.gap, "spread low": line.apart.low, "spread high": line.apart.high,
            "chance of such a spread": line.apart.chance, "differs more than chance": line.stands,
            "note": answer.refused or ("under the minimum n" if answer.small else ""),
            **_median_columns(half.get(line.task)),
        }
        for row, line in enumerate(found.lines)
        for place, (name, answer, before, change) in enumerate(
            zip(found.names, line.groups, line.before, line.changes, strict=True)
        )
        if answer
    ]  # fmt: skip
