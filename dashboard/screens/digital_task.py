"""How one task went over the period, on one device or channel: the chosen one, or the one that changed most surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.figures.trend import trend
from dashboard.insight.change import difference
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.scope import Window
from dashboard.screens.card import Card, answer_rows, card, chart
from dashboard.screens.digital_cells import Row, cells, said, task_rows, tasks_question
from dashboard.screens.digital_choice import NAME, Choice, known
from dashboard.screens.digital_matrix import Matrix
from dashboard.screens.filters import only, spoken, value_label, whom
from dashboard.screens.marks import steps as step_marks
from dashboard.screens.numbers import periods_of
from dashboard.screens.options import put
from dashboard.screens.text import markdown
from dashboard.screens.tile import movement
from dashboard.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Cell:
    """What the course is drawn of. None of a part: all of them."""

    task: str
    device: str | None
    channel: str | None

    @property
    def words(self) -> str:
        where = [spoken(value) for value in (self.channel, self.device) if value]
        return f"{spoken(self.task)}, {' '.join(where).lower()}" if where else spoken(self.task)

    @property
    def asked(self) -> dict[str, str]:
        """What a link says of it; its channel is a filter."""
        return {"task": self.task} | ({"device": self.device} if self.device else {})

    @property
    def of(self) -> str:
        """Without the channel, which is a filter and said as one."""
        return f"{spoken(self.task)}, {spoken(self.device)}" if self.device else spoken(self.task)


def cell_of(found: Matrix, chosen: Choice, visit: Visit) -> Cell:
    """What was chosen, as far as the data has it; else the change that stands out most, else the first task."""
    task = known(chosen.task, [line.task for line in found.lines])
    device = known(chosen.device, found.names) if found.across == "device" else found.device
    if task or device or visit.scope.channel or not found.moved:
        alone = (
            visit.scope.channel[0] if found.across == "channel" and len(visit.scope.channel) == 1 else None
        )
        return Cell(task or found.lines[0].task, device, alone)
    row, place = found.moved[0]
    name = found.names[place]
    return Cell(
        found.lines[row].task,
        name if found.across == "device" else None,
        name if found.across == "channel" else None,
    )


def task_card(found: Matrix, chosen: Choice, visit: Visit) -> None:
    """Its trend, with the rows behind it."""
    cell, metric, spans = cell_of(found, chosen, visit), found.metric, periods_of(visit)
    scope = only(visit.scope, "channel", (cell.channel,)) if cell.channel else visit.scope
    rows = [row for row in task_rows(scope, visit) if _in(row, cell)]
    answers = cells(rows, metric, spans.all(), (), visit)
    now, was = (_in_order(answers, windows) for windows in (spans.steps, spans.was))
    whole = [answers.get((window.label,)) for window in spans.pair()]
    least = visit.company.thresholds.anonymity
    if _withheld(cell, found) or any(each and 0 < each.n < least for each in whole):
        st.info(f"{markdown(cell.words)} is withheld: fewer than {least} customers.")
        _back(chosen)
        return
    made = Card(
        "digital_task", _title(cell, whole, found, visit),
        f"{metric.label} by {spans.grain}, {cell.of.lower()}, {whom(scope)}. Band: 95 % interval; "
        f"dashed: not a whole step. {'' if chosen.task or chosen.device else _WHY}".strip(),
        metric, scope, (*spans.steps, *spans.was), lambda: answer_rows([*now, *was]),
        more=chosen.carried() | cell.asked, questions=(tasks_question(scope, spans.all()),),
        behind=lambda most: ask(
            "digital_task_rows", scope, {"task": cell.task, "device": cell.device, "most": most}
        ),
        plot=Plot("line", "from", "value", "series", "low", "high", metric.unit),
    )  # fmt: skip
    with card(made, visit):
        if not any(answer.n for answer in now):
            st.info("This task was not begun in this period with these filters.")
        else:
            lines = (step_marks(now, metric, spans, visit), step_marks(was, metric, spans, visit))
            drawn = trend(*lines, visit.palette, visit.shown(metric), seconds=metric.unit == "seconds")
            chart(made, drawn, "figure_digital_task")
        _back(chosen)


def _withheld(cell: Cell, found: Matrix) -> bool:
    """Whether the comparison beside it does not tell of this cell either."""
    name = cell.device if found.across == "device" else cell.channel
    if name not in found.names:
        return False
    line, place = next(line for line in found.lines if line.task == cell.task), found.names.index(name)
    return any(side is not None and bool(side.refused) for side in (line.groups[place], line.before[place]))


_WHY = "Shown because it changed most surely, or is used most; click a dot for another."


def _in(row: Row, cell: Cell) -> bool:
    return said(row, "task") == cell.task and (cell.device is None or said(row, "device") == cell.device)


def _in_order(answers: dict[tuple[str, ...], Answer], windows: Sequence[Window]) -> list[Answer]:
    known = next(iter(answers.values()), None)
    blank = known.metric if known else ""
    return [
        answers.get((window.label,), Answer(blank, None, window, None, None, None, None, 0, {}, small=True))
        for window in windows
    ]


def _title(cell: Cell, whole: Sequence[Answer | None], found: Matrix, visit: Visit) -> str:
    metric, shown = found.metric, visit.shown(found.metric)
    now, before = (*whole, None)[:2]
    name = f"{cell.words}: {metric.label[:1].lower()}{metric.label[1:]}"
    if now is None or now.value is None:
        return name
    if before is None or before.value is None:
        return f"{name} stands at {shown(now.value)}"
    change = difference(now, before)
    _, words, tone = movement(metric, change, visit.facts.currency, visit.locale)
    if change.delta is None:
        return f"{name} stands at {shown(now.value)}; {words}"
    if tone == "even":
        return f"{name} held at {shown(now.value)}, a change within chance"
    return f"{name} {'rose' if change.delta > 0 else 'fell'} from {shown(before.value)} to {shown(now.value)}"


def _back(chosen: Choice) -> None:
    """What is chosen here is named, and goes with one press."""
    picked = [value for value in (chosen.task, chosen.device) if value and value != NOT_STATED]
    if picked:
        st.button(
            f"Clear {', '.join(map(value_label, picked))}", key="digital_clear", type="tertiary",
            icon=":material/close:", on_click=lambda: put(NAME, task=[], device=[]),
        )  # fmt: skip
