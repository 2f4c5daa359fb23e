"""What a matrix of tasks holds: answers by task and group, where they stood, and how far the groups are apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.dots import MOST
from dashboard.insight.change import Change, difference, stand_out
from dashboard.insight.consistency import Spread, of_shares, of_times
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.scope import DIMENSIONS, Scope, Window
from dashboard.screens.data import kept
from dashboard.screens.digital_cells import (
    Cell,
    cells,
    few,
    named,
    said,
    task_rows,
    tasks_question,
    withheld,
)
from dashboard.screens.digital_choice import known
from dashboard.screens.visit import Visit

LOGS = {"time_on_task": "log_seconds", "clicks_to_complete": "log_clicks"}
RATES = {"task_success": "finished", "task_abandonment": "finished", "task_errors": "erred"}


@dataclass(frozen=True, slots=True)
class Line:
    """One task. `groups`, `before`, `changes`: one for each group of the matrix; `apart`: its spread, and whether it
    stands out among all the tasks."""

    task: str
    groups: Sequence[Answer | None]
    before: Sequence[Answer | None]
    changes: Sequence[Change | None]
    apart: Spread
    stands: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tasks (most used first) by groups. `left_out`: groups that are not drawn. `moved`: (task, group) places whose
    change stands out among all of them, the surest first. `device`: the only one that was looked at, if any."""

    metric: Metric
    across: str
    names: Sequence[str]
    lines: Sequence[Line]
    left_out: int
    moved: Sequence[tuple[int, int]]
    device: str | None = None


def compared(across: str, visit: Visit) -> Scope:
    """The scope without its filter on what is compared, so that what was not chosen stays comparable."""
    return visit.whole(across) if across in DIMENSIONS else visit.scope


def matrix(
    metric: Metric, across: str, windows: Sequence[Window], visit: Visit, device: str | None = None
) -> Matrix:
    """The tasks of the scope (without its own filter on what is compared) in the period and its comparison.

    `device` narrows them when something else is compared; one that the data does not have narrows nothing.
    """
    asked = (
        "matrix",
        visit.db.name,
        visit.scope,
        visit.company.thresholds,
        metric.key,
        across,
        windows,
        device,
    )
    return kept(repr(asked), lambda: _read(metric, across, windows, visit, device))


def _read(metric: Metric, across: str, windows: Sequence[Window], visit: Visit, device: str | None) -> Matrix:
    scope = compared(across, visit)
    labels = [window.label for window in windows]
    rows = [row for row in task_rows(scope, visit) if row["label"] in labels]
    only = known(device, named(rows, "device")) if across != "device" else None
    rows = [row for row in rows if only in (None, said(row, "device"))]
    found = cells(rows, metric, windows, ("task", across), visit)
    least = visit.company.thresholds.anonymity
    if few(found, least):
        table = visit.table(tasks_question(scope, windows, "digital_task_people"))
        counted = [row for row in table.to_pylist() if only in (None, said(row, "device"))]
        found = withheld(found, counted, ("task", across), least)
    now = [row for row in rows if row["label"] == windows[0].label]
    names = [name for name in named(now, across) if name != NOT_STATED]
    tasks = named(now, "task")
    return _matrix(metric, across, tasks, names, found, labels, only)


def _matrix(
    metric: Metric, across: str, tasks: Sequence[str], names: Sequence[str], found: Mapping[Cell, Answer],
    labels: Sequence[str], only: str | None = None,
) -> Matrix:  # fmt: skip
    kept = sorted(names[:MOST])
    was = labels[1] if len(labels) > 1 else ""
    apart = [spread(metric, [found.get((labels[0], task, name)) for name in kept]) for task in tasks]
    stands = stand_out([each.chance for each in apart])
    lines = []
    for task, each, told in zip(tasks, apart, stands, strict=True):
        groups = [found.get((labels[0], task, name)) for name in kept]
        before = [found.get((was, task, name)) for name in kept]
        changes = [difference(a, b) if a and b else None for a, b in zip(groups, before, strict=True)]
        lines.append(Line(task, groups, before, changes, each, told))
    return Matrix(metric, across, kept, lines, len(names) - len(kept), _moved(lines), only)


def _moved(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """A change counts when both sides have enough: few rows are never news."""
    places = [(row, place) for row, line in enumerate(lines) for place in range(len(line.groups))]
    chances = {place: _chance(lines[place[0]], place[1]) for place in places}
    stands = stand_out([chances[place] for place in places])
    told = [place for place, stand in zip(places, stands, strict=True) if stand]
    return sorted(told, key=lambda place: (chances[place] or 0.0, place))


def _chance(line: Line, place: int) -> float | None:
    now, before, change = line.groups[place], line.before[place], line.changes[place]
    if now is None or before is None or change is None or now.small or before.small or not change.comparable:
        return None
    return change.chance


def spread(metric: Metric, answers: Sequence[Answer | None]) -> Spread:
    """How far the groups of one task are apart. What is withheld or missing takes no part."""
    parts = [answer.parts if answer else {} for answer in answers]
    n = [side.get(metric.n_part, 0.0) for side in parts]
    if metric.key in LOGS:
        log = LOGS[metric.key]
        sums, squares = ([side.get(f"{log}_{part}", 0.0) for side in parts] for part in ("sum", "sumsq"))
        return of_times(sums, squares, n)
    hits = [side.get(RATES[metric.key], 0.0) for side in parts]
    if metric.key == "task_abandonment":
        hits = [of - hit for hit, of in zip(hits, n, strict=True)]
    return of_shares(hits, n)
