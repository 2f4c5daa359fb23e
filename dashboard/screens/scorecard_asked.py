"""What the page asks of its numbers: one question a table, for the period, its steps and the months before at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import asked_together
from dashboard.metrics.metric import Metric
from dashboard.scope import Window
from dashboard.screens.numbers import periods_of
from dashboard.screens.scorecard_months import months
from dashboard.screens.tile import Line, lines
from dashboard.screens.visit import Visit

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found. `lines`: the numbers of the page over its periods; `months`: theirs and the letters' in each
    whole month of `past`, the oldest first."""

    past: tuple[Window, ...]
    lines: Mapping[Key, Line]
    months: Mapping[Key, Sequence[Answer]]


def key_of(metric: Metric) -> Key:
    """What tells the numbers of a page apart."""
    return metric.key, metric.variant


def asked(numbers: Sequence[Metric], letters: Sequence[Metric], visit: Visit) -> Asked:
    """`numbers` over the period, its comparison, its steps and the months; `letters` in the months, with the numbers
    of the same table where there are any."""
    spans, past = periods_of(visit), months(visit)
    shared = {asked_together(metric) for metric in numbers}
    apart = _once([metric for metric in letters if asked_together(metric) not in shared])
    whole = _once([*numbers, *(metric for metric in letters if asked_together(metric) in shared)])
    windows = [*spans.all(), *past]
    found = _answers(whole, windows, visit)
    months_only = _answers(apart, past, visit)
    cut = len(spans.all())
    return Asked(
        past,
        {key_of(m): lines([m], found[key_of(m)][:cut], len(spans.steps))[0] for m in numbers},
        {key: each[cut:] for key, each in found.items()} | months_only,
    )


def _once(metrics: Sequence[Metric]) -> list[Metric]:
    return list({key_of(metric): metric for metric in metrics}.values())


def _answers(
    metrics: Sequence[Metric], windows: Sequence[Window], visit: Visit
) -> dict[Key, Sequence[Answer]]:
    """The answers of each metric in the order of the windows."""
    if not metrics or not windows:
        return {}
    each, answers = len(windows), visit.ask(metrics, windows)
    return {key_of(m): answers[at * each : (at + 1) * each] for at, m in enumerate(metrics)}
