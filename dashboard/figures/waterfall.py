"""Where a change comes from: a table with one floating bar for each part, adding up from before to now.

It is a table that the browser lays out by itself, not a plotly figure: the numbers are its cells, it is read
aloud as a table, and it is painted with the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dashboard.figures.mark import Shown

TOTAL = "All together"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change, in the unit of the metric. `label` is already safe for HTML.

    `rate`: of it, doing better or worse itself; `mix`: being more or less of all.
    """

    label: str
    amount: float
    rate: float = 0.0
    mix: float = 0.0


def fold(parts: Sequence[Part], most: int = 8) -> list[Part]:
    """The largest parts by size of effect, the rest added up in one line, so that the sums stay the same."""
    ranked = sorted(parts, key=lambda part: -abs(part.amount))
    kept, rest = ranked[:most], ranked[most:]
    return ranked if len(rest) < 2 else [*kept, added(f"{len(rest)} others", rest)]


def added(label: str, parts: Sequence[Part]) -> Part:
    """Several parts as one."""
    sums = (sum(getattr(part, name) for part in parts) for name in ("amount", "rate", "mix"))
    return Part(label, *sums)


def waterfall(
    parts: Sequence[Part], shown: Shown, *, name: str, caption: str, up_is_good: bool | None = True
) -> str:
    """Parts from the top, then their sum, as HTML. `shown` writes a signed change; `name` heads the first column
    and `caption` says what is seen, both safe for HTML. `up_is_good` None: neither way is."""
    mixed = any(part.mix for part in parts)
    ends = list(accumulate(part.amount for part in parts))
    low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
    starts = [0.0, *ends[:-1]] if ends else []
    lines = [
        _line(part, _bar(start, part.amount, low, high, up_is_good), shown, mixed)
        for part, start in zip(parts, starts, strict=True)
    ]
    whole = added(TOTAL, parts)
    lines.append(_line(whole, _bar(0.0, whole.amount, low, high, up_is_good), shown, mixed))
    more = (
        '<th scope="col" class="more">itself</th><th scope="col" class="more">its share</th>' if mixed else ""
    )
    return (
        f'<table class="waterfall"><caption>{caption}</caption><thead><tr><th scope="col">{name}</th>'
        f'<td class="track"></td><th scope="col">together</th>{more}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _line(part: Part, bar: str, shown: Shown, mixed: bool) -> str:
    more = "".join(f'<td class="more">{shown(x)}</td>' for x in (part.rate, part.mix)) if mixed else ""
    return (
        f'<tr><th scope="row">{part.label}</th><td class="track" aria-hidden="true">{bar}</td>'
        f"<td>{shown(part.amount)}</td>{more}</tr>"
    )


def _bar(start: float, amount: float, low: float, high: float, up_is_good: bool | None) -> str:
    """The bar and the line of zero behind it, placed in percent of the room from `low` to `high`."""
    room = (high - low) or 1.0
    left, width = 100 * abs(min(start, start + amount) - low) / room, 100 * abs(amount) / room
    zero = 100 * abs(low) / room
    return (
        f'<i class="zero" style="left:{zero:.2f}%"></i>'
        f'<i class="{_tone(amount, up_is_good)}" style="left:{left:.2f}%;width:{width:.2f}%"></i>'
    )


def _tone(amount: float, up_is_good: bool | None) -> str:
    if up_is_good is None or amount == 0:
        return "even"
    return "good" if (amount > 0) == up_is_good else "bad"
