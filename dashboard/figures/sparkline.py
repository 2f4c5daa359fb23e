"""Two marks small enough for a tile, as SVG: the way the value went, and the interval it lies in.

Colours come from classes (`now`, `before`, `mark` ...) that the page styles, so both themes share one picture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Value = float | None
WIDTH, HEIGHT, EDGE = 120.0, 32.0, 3.0


def sparkline(now: Sequence[Value], before: Sequence[Value] = (), partial: bool = False) -> str:
    """Steps of the period in ink after those of the comparison in grey; a gap where nothing was observed.

    `partial`: the last step is not over, its line is dashed and its end hollow. Empty text without two values.
    """
    values = [*before, *now]
    seen = [value for value in values if value is not None]
    if len(seen) < 2:
        return ""
    places = _places(values, min(seen), max(seen))
    earlier, later = places[: len(before)], places[len(before) :]
    joint = [earlier[-1]] if earlier and earlier[-1] and later and later[0] else []
    whole, open_end = (later[:-1], later[-2:]) if partial else (later, [])
    lines = (
        _lines("before", [*earlier, *later[: len(joint)]])
        + _lines("now", whole)
        + _lines("now open", open_end)
    )
    return _svg(lines + _end(later, partial))


def _places(values: Sequence[Value], low: float, high: float) -> list[tuple[float, float] | None]:
    across = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    span = (high - low) or 1.0
    down = HEIGHT - 2 * EDGE
    return [
        None if value is None else (EDGE + i * across, EDGE + down * (1 - (value - low) / span))
        for i, value in enumerate(values)
    ]


def _lines(kind: str, places: Sequence[tuple[float, float] | None]) -> str:
    """One polyline for each unbroken run."""
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{place[0]:.1f},{place[1]:.1f}")
    return "".join(f'<polyline class="{kind}" points="{" ".join(run)}"/>' for run in runs if len(run) > 1)


def _end(places: Sequence[tuple[float, float] | None], partial: bool) -> str:
    last = next((place for place in reversed(places) if place), None)
    if last is None:
        return ""
    return (
        f'<circle class="{"end open" if partial else "end"}" cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.2"/>'
    )


def _svg(marks: str, width: float = WIDTH, height: float = HEIGHT) -> str:
    box = f'viewBox="0 0 {width:g} {height:g}" preserveAspectRatio="xMinYMid meet"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} aria-hidden="true">{marks}</svg>'


def whisker(
    value: Value, low: Value, high: Value, before: Value = None, target: Value = None, benchmark: Value = None
) -> str:
    """The interval as a thin line with the value on it, the value before, the target (bar) and the benchmark (ring).

    The scale is cut to what is drawn, so it compares marks inside one tile, never tiles with each other.
    """
    drawn = [mark for mark in (value, low, high, before, target, benchmark) if mark is not None]
    if value is None or len(drawn) < 2:
        return ""
    at = _scale(min(drawn), max(drawn))
    marks = f'<line class="rail" x1="0" x2="{_LONG:g}" y1="6" y2="6"/>'
    if low is not None or high is not None:
        start, end = at(value if low is None else low), at(value if high is None else high)
        marks += f'<line class="interval" x1="{start:.1f}" x2="{end:.1f}" y1="6" y2="6"/>'
    if before is not None:
        marks += f'<circle class="was" cx="{at(before):.1f}" cy="6" r="2.6"/>'
    if benchmark is not None:
        marks += f'<circle class="benchmark" cx="{at(benchmark):.1f}" cy="6" r="3.2"/>'
    if target is not None:
        marks += f'<line class="target" x1="{at(target):.1f}" x2="{at(target):.1f}" y1="0.5" y2="11.5"/>'
    marks += f'<circle class="value" cx="{at(value):.1f}" cy="6" r="3"/>'
    return _svg(marks, _LONG, 12)


_LONG = 230.0


def _scale(low: float, high: float) -> Callable[[float], float]:
    """Places along the rail, kept off its ends."""
    span = (high - low) or 1.0
    return lambda value: 5 + (_LONG - 10) * (value - low) / span
