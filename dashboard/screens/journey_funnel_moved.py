"""What the funnels of the page tell of itself: the pair of steps and the channel that moved most, for the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.insight.funnel import Step, Way
from dashboard.insight.funnel_change import differences
from dashboard.insight.funnel_inside import VISIT_DAYS
from dashboard.insight.funnel_path import MOST_STEPS
from dashboard.metrics.format import shown
from dashboard.scope import Window
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.journey_funnel_choice import Choice, usual_days, usual_steps
from dashboard.screens.journey_funnel_data import compared, known, side, tally
from dashboard.screens.journey_funnel_rows import NOBODY, Cell, Side, least, split_cells
from dashboard.screens.journey_funnel_usual import inside
from dashboard.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Moved:
    """A pair of steps in one channel: what went on now and before. `more`: how many more went on, negative: fewer.
    `steps`, `per`: the funnel it was seen in."""

    steps: tuple[Step, ...]
    per: str
    where: str
    start: str
    end: str
    now: float
    before: float
    more: float


def first_moved(visit: Visit, choice: Choice) -> Moved | None:
    """The largest loss that stands out, else the largest gain; asked once by all readers."""
    asked = repr(("moved", visit.db.name, visit.scope, choice))
    return kept(asked, lambda: _first(_moved(visit, choice)))


def _first(found: Sequence[Moved]) -> Moved | None:
    return (found[0] if found[0].more < 0 else found[-1]) if found else None


def _moved(visit: Visit, choice: Choice) -> list[Moved]:
    """What stands out by channel of the funnel that is shown, of the stages, and inside every stage, corrected for
    all of them together; the largest losses first."""
    found = list(_looked_at(visit, choice))
    pairs = [(now.now.of_previous, now.before or NOBODY) for *_, now in found]
    signals: dict[tuple[str, str, str], Moved] = {}
    for (steps, per, cell), mark in zip(
        found, differences(pairs, visit.company.thresholds.minimum_n), strict=True
    ):
        if mark.signal and mark.delta is not None and cell.before is not None:
            start, end = (spoken(steps[place].value) for place in (cell.now.previous or 0, cell.place))
            now, before = cell.now.of_previous, cell.before
            one = Moved(
                steps, per, spoken(cell.group or "").lower(), start, end, now.value or 0.0, before.value or 0.0,
                mark.delta * now.n / 100,
            )  # fmt: skip
            signals.setdefault((one.where, start, end), one)
    return sorted(signals.values(), key=lambda one: one.more)


def sentence(visit: Visit, choice: Choice) -> str | None:
    """The largest loss, else the largest gain, in words; None when nothing stands out."""
    first = first_moved(visit, choice)
    if first is None:
        return None
    way = "fell" if first.more < 0 else "rose"
    now, before = (shown(value, "percent", locale=visit.locale) for value in (first.now, first.before))
    return (
        f"In the {first.where} channel, the share that goes on from {first.start} to {first.end} {way} from {before} "
        f"to {now}, more than chance would give."
    )


def _looked_at(visit: Visit, choice: Choice) -> Iterator[tuple[tuple[Step, ...], str, Cell]]:
    windows = compared(visit)
    if len(windows) < 2:
        return
    limits = visit.company.thresholds
    for steps, per, sides in _funnels(visit, choice, windows):
        cells, _ = split_cells(sides, "channel", limits.minimum_n, least(per, limits.anonymity))
        yield from ((steps, per, cell) for cell in cells if cell.group is not None)


def _funnels(
    visit: Visit, choice: Choice, windows: Sequence[Window]
) -> Iterator[tuple[tuple[Step, ...], str, list[Side]]]:
    """The funnel that is shown (unless in any order, where no pair has a name), the stages, and inside each stage."""
    asked: list[tuple[tuple[Step, ...], Way, str]] = []
    if choice.way.order != "any" and len(choice.steps) > 1:
        asked.append((choice.steps, choice.way, choice.per))
    people, visits = known(visit, "customer"), known(visit, "session")
    if len(people.behaved) > 1:
        asked.append((usual_steps(people), Way(days=usual_days(visit.scope)), "customer"))
    for steps, way, per in dict.fromkeys(asked):
        yield steps, per, [side(visit, steps, way, per, window) for window in windows]
    counted, way = inside(visit, windows), Way(days=VISIT_DAYS)
    for stage in visits.behaved:
        steps = tuple(Step("touchpoint", value) for value in visits.inside.get(stage, ())[:MOST_STEPS])
        if len(steps) < 2 or (steps, way, "session") in asked:
            continue
        tallies = counted.get(steps) or [tally(visit, steps, way, "session", window) for window in windows]
        yield (
            steps,
            "session",
            [side(visit, steps, way, "session", *each) for each in zip(windows, tallies, strict=True)],
        )
