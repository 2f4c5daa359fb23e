"""The company's own colours, as far as they can be read on paper; else ours, and that is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.figures.template import Palette
from dashboard.reports.grids import READABLE, contrast


def coloured(base: Palette, accent: str, others: Sequence[str]) -> tuple[Palette, list[str]]:
    """`base` with the company's accent and the colours of its further series, and what could not be taken.

    Names of series are written in their colour, so that each needs the contrast that small text needs.
    """
    told = [colour for colour in (accent, *others) if colour and contrast(colour, base.paper) < READABLE]
    kept = tuple(colour.upper() for colour in others if colour not in told)
    first = accent.upper() if accent and accent not in told else base.accent
    if (first, kept) == (base.accent, ()):
        return base, [_refused(colour, base) for colour in told]
    more = kept or base.categorical[1:]
    palette = replace(base, accent=first, band=_thinned(first), categorical=(first, *more))
    return palette, [_refused(colour, base) for colour in told]


def _refused(colour: str, base: Palette) -> str:
    found = contrast(colour, base.paper)
    return (
        f"The colour {colour} of the company file cannot be read on {base.paper}: its contrast is {found:.1f}, "
        f"needed is {READABLE:g}. Sightline's own colour is used."
    )


def _thinned(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.13)"
