"""How alike the groups of service recovery were made: every thing known before, before and after weighting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.figures.balance import Apart
from dashboard.figures.balance import balance as drawn
from dashboard.figures.template import colours
from dashboard.insight.recovery import ALIKE
from dashboard.metrics.scorecard_shapes import RECOVERY_BALANCE
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.scorecard_recovery import NAMES, Recovered, Result, behind, not_by_source
from dashboard.screens.text import plotly
from dashboard.screens.visit import Visit

WHEN = ("before weighting", "weighted")


def balance(result: Result, found: Recovered, visit: Visit) -> None:
    """The card, of the weights that this outcome was compared with."""
    own = balance_rows(result)
    if not own:
        return
    made = Card(
        "recovery_balance", balance_title(result),
        f"What was known of customers in the {found.rule.history} days before, recovered minus others, in standard "
        f"deviations, weighted for buying again. Band: under {ALIKE}, which counts as alike.{not_by_source(visit)}",
        RECOVERY_BALANCE, visit.scope, (found.span,), lambda: own, questions=found.questions,
        behind=lambda most: behind(found, visit, most), plot=Plot("heat", "comparison", "difference", "known before"),
    )  # fmt: skip
    names = list(dict.fromkeys(str(row["against"]) for row in own))
    picked = list(colours(names, visit.palette).values())
    with card(made, visit):
        lines = _lines(own, names)
        figure = drawn(lines, list(zip(names, picked, strict=True)), visit.palette, _signed, ALIKE)
        chart(made, figure, "figure_recovery_balance")


def balance_title(result: Result) -> str:
    """Whether weighting made the groups alike."""
    lines = [line for each in result.against for line in each.balance]
    apart = [line for line in lines if abs(line.after) > ALIKE]
    before = max((abs(line.before) for line in lines), default=0.0)
    after = max((abs(line.after) for line in lines), default=0.0)
    if not apart:
        gaps = f"at most {after:.2f} apart, {before:.2f} before"
        return f"Weighted, the groups are alike in what was known before: {gaps}"
    return f"Even weighted, the groups differ in {apart[0].name}{f' and {len(apart) - 1} more' if apart[1:] else ''}"


def balance_rows(result: Result) -> list[Row]:
    """One row a thing known before, group it is compared with, and before or after weighting."""
    return [
        {
            "known before": line.name[:1].upper() + line.name[1:], "against": NAMES[each.against], "when": when,
            "comparison": f"{NAMES[each.against]}, {when}", "difference": gap, "alike": abs(gap) <= ALIKE,
            "recovered n": each.recovered, "n": each.others, "weighted for": result.outcome,
        }
        for each in result.against
        if each.contrast
        for line in each.balance
        for when, gap in zip(WHEN, (line.before, line.after), strict=True)
    ]  # fmt: skip


def _lines(own: Sequence[Row], names: Sequence[str]) -> list[Apart]:
    """The rows by what was known: a row of the figure each."""
    gaps = {(row["known before"], row["against"], row["when"]): float(str(row["difference"])) for row in own}
    return [_line(name, names, gaps) for name in dict.fromkeys(str(row["known before"]) for row in own)]


def _line(name: str, names: Sequence[str], gaps: Mapping[tuple[object, object, object], float]) -> Apart:
    before, after = WHEN
    pairs = [
        (gaps[name, group, before], gaps[name, group, after]) if (name, group, before) in gaps else None
        for group in names
    ]
    said = [
        f"{group}: {_signed(pair[0])} before, {_signed(pair[1])} after"
        for group, pair in zip(names, pairs, strict=True)
        if pair
    ]
    return Apart(plotly(name), pairs, "<br>".join([f"<b>{plotly(name)}</b>", *said]))


def _signed(gap: float) -> str:
    return "0" if abs(gap) < 1e-9 else f"{gap:+.2g}".replace("-", "−")
