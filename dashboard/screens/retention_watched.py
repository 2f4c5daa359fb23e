"""The table under the survival curves: how many were still watched, when half had left, and who differs from whom."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.insight.lasting import Compared, Lasting
from dashboard.metrics.metric import NOT_STATED
from dashboard.screens.filters import spoken
from dashboard.screens.retention_lasting import Choice
from dashboard.screens.retention_words import months
from dashboard.screens.text import html
from dashboard.screens.tile import count


def watched(found: Compared, choice: Choice, marks: Sequence[float], least: int, caption: str) -> str:
    """Under the chart: how many were watched at each mark, and when half of a group had left."""
    heads = "".join(f"<th scope='col'>{mark:g}</th>" for mark in marks)
    lines = "".join(_at_risk_row(group, marks, least) for group in found.groups)
    return (
        f"<div class='lasting' tabindex='0' role='group' aria-label='{html(caption)}'>"
        f"<table><caption>{html(caption)}: customers still watched</caption><thead><tr>"
        f"<th scope='col'>{html((choice.word or 'Group').capitalize())}</th><th scope='col'>Half left after</th>"
        f"<th scope='col' class='differs'>Differs from</th>"
        f"<th scope='col' colspan='{len(marks)}'>Still watched, by month</th></tr>"
        f"<tr><td></td><td></td><td class='differs'></td>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _at_risk_row(group: Lasting, marks: Sequence[float], least: int) -> str:
    label = html(spoken(group.name)) if group.name and group.name != NOT_STATED else "All customers"
    if group.withheld:
        return (f"<tr class='faint'><th scope='row'>{label}</th><td colspan='{len(marks) + 2}'>"
                f"withheld: fewer than {least} customers</td></tr>")  # fmt: skip
    watched = [group.at_risk(mark) for mark in marks]
    cells = "".join(f"<td>{count(n) if n >= least or not n else f'under {least}'}</td>" for n in watched)
    differs = (
        html(", ".join(spoken(name) for name in group.apart[:3]))
        if len(group.apart) <= 3
        else f"{len(group.apart)} others"
    )
    faint = " class='faint'" if group.small else ""
    return (f"<tr{faint}><th scope='row'>{label}</th><td>{html(median_words(group))}</td>"
            f"<td class='differs'>{differs or '–'}</td>{cells}</tr>")  # fmt: skip


def median_words(group: Lasting) -> str:
    """When half had left, with its interval: '35 months (33 to 38)', or not reached."""
    middle, low, high = group.median
    if middle is None:
        return "not reached"
    if low is None or low == high:
        return months(middle)
    return f"{months(middle)} ({low:.3g} to {f'{high:.3g}' if high is not None else 'more'})"
