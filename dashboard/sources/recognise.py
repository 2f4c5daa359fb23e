"""Which preset a file is in: the one whose header names are all there, the most specific one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard.sources.conditions import squeezed
from dashboard.sources.preset import Preset
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import header_names


def recognise(records: Sequence[Sequence[str]], presets: Mapping[str, Preset], name: str) -> Preset | None:
    """The preset of a file that starts with `records`; a company's own mapping wins over a shipped preset.

    Raises `Refused`, naming them, when two fit equally well.
    """
    scored = [(fit, preset) for preset in presets.values() if (fit := _fit(records, preset)) is not None]
    if not scored:
        return None
    best = max(fit for fit, _ in scored)
    fitting = [preset for fit, preset in scored if fit == best]
    if len(fitting) > 1:
        names = " and ".join(preset.name for preset in fitting)
        raise Refused(f"{name} fits {names} equally well: say which with --preset")
    return fitting[0]


def _fit(records: Sequence[Sequence[str]], preset: Preset) -> tuple[int, bool, int] | None:
    """(required names that are there, own, optional names that are there), or None when it does not fit."""
    row, rule = preset.file.header_row, preset.recognise
    if not 0 < row <= len(records):
        return None
    header = [squeezed(h) for h in header_names(records[row - 1])]
    there = set(header)
    wanted = {squeezed(h) for h in rule.all}
    optional = {squeezed(h) for h in rule.any}
    matched = [any(re.search(p, h, re.IGNORECASE) for h in header) for p in rule.patterns]
    if wanted - there or there & {squeezed(h) for h in rule.none} or not all(matched):
        return None
    if optional and not optional & there:
        return None
    return len(wanted) + len(matched), preset.own, len(optional & there)
