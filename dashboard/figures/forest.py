"""Odds ratios with their intervals, one a row, on a scale where twice and half are as far from one.

A table that the browser lays out by itself, as the waterfall is, so that its words have room on any screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FURTHEST = 6
"""Doublings to either side that are drawn at most."""
TICKS = {-3: "⅛", -2: "¼", -1: "½", 0: "1", 1: "2", 2: "4", 3: "8"}
Tone = Literal["more", "less", "even"]
ARROWS: dict[Tone, str] = {"more": "▲ ", "less": "▼ ", "even": ""}


@dataclass(frozen=True, slots=True)
class Ratio:
    """One candidate. `label`, `odds`, `between`, `with_it` and `without` are safe for HTML. `value` None: not to be
    told. `tone`: more or less leave with it, more than chance would give; even: within chance."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    odds: str
    between: str
    with_it: str
    without: str
    tone: Tone = "even"


def forest(ratios: Sequence[Ratio], *, name: str, caption: str) -> str:
    """From the top in the order given, as HTML. `name` heads the candidates, `caption` says what is seen."""
    reach = _reach(ratios)
    lines = "".join(_line(ratio, reach) for ratio in ratios)
    return (
        f'<table class="forest"><caption>{caption}</caption><thead><tr><th scope="col">{name}</th>'
        f'<th scope="col" class="track" aria-hidden="true">{_scale(reach)}</th><th scope="col">odds ratio</th>'
        f'<th scope="col" class="aside">95 %</th><th scope="col">left with it</th>'
        f'<th scope="col" class="aside">without</th></tr></thead><tbody>{lines}</tbody></table>'
    )


def _reach(ratios: Sequence[Ratio]) -> int:
    """Doublings from one that hold every ratio, and every interval that is not far longer than the rest."""
    values = [abs(math.log2(ratio.value)) for ratio in ratios if ratio.value]
    furthest = max(values, default=1.0)
    ends = [abs(math.log2(x)) for ratio in ratios if ratio.value for x in (ratio.low, ratio.high) if x]
    return min(max(math.ceil(max([furthest, *(end for end in ends if end <= furthest + 1)])), 1), FURTHEST)


def _scale(reach: int) -> str:
    step = 1 if reach <= 3 else 2
    marks = [at for at in range(-reach, reach + 1) if at % step == 0]
    return "".join(f'<b style="left:{_left(at, reach):.1f}%">{_tick(at)}</b>' for at in marks)


def _tick(doublings: int) -> str:
    return TICKS.get(doublings) or (f"1/{2**-doublings}" if doublings < 0 else str(2**doublings))


def _left(doublings: float, reach: int) -> float:
    return 100 * (min(max(doublings, -reach), reach) + reach) / (2 * reach)


def _line(ratio: Ratio, reach: int) -> str:
    return (
        f'<tr class="{ratio.tone}"><th scope="row">{ratio.label}</th>'
        f'<td class="track" aria-hidden="true">{_marks(ratio, reach)}</td>'
        f'<td class="odds">{ARROWS[ratio.tone]}{ratio.odds}</td><td class="aside">{ratio.between}</td>'
        f'<td>{ratio.with_it}</td><td class="aside">{ratio.without}</td></tr>'
    )


def _marks(ratio: Ratio, reach: int) -> str:
    same = f'<i class="same" style="left:{_left(0, reach):.1f}%"></i>'
    if not ratio.value:
        return same
    at = _left(math.log2(ratio.value), reach)
    low = _left(math.log2(ratio.low), reach) if ratio.low else at
    high = _left(math.log2(ratio.high), reach) if ratio.high else at
    whisker = f'<i class="reach" style="left:{low:.1f}%;width:{high - low:.1f}%"></i>'
    return f'{same}{whisker}<i class="dot" style="left:{at:.1f}%"></i>'
