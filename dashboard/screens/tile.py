"""A tile as words and marks, made from answers: pure, and the same for the page, its tests and its readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dashboard.figures.sparkline import sparkline, whisker
from dashboard.insight.change import Change, difference
from dashboard.metrics.answer import Answer
from dashboard.metrics.format import change as change_words
from dashboard.metrics.format import interval, is_zero, shown
from dashboard.metrics.metric import Metric
from dashboard.screens.text import plain

ARROWS = {"up": "▲", "down": "▼", "same": "="}


@dataclass(frozen=True, slots=True)
class Tile:
    """`tone`: good, bad or even. `state`: shown, small (under the minimum n), empty or refused."""

    key: str
    label: str
    value: str
    state: str
    arrow: str = ""
    moved: str = ""
    tone: str = "even"
    evidence: str = ""
    n: str = ""
    marks: str = ""
    says: str = ""
    spark: str = ""
    whisker: str = ""

    def plainly(self) -> dict[str, str]:
        """For the browser."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Line:
    """The answers of one metric over a page's windows. `change` is None without a comparison."""

    metric: Metric
    now: Answer
    before: Answer | None
    steps: Sequence[Answer]
    was: Sequence[Answer]
    change: Change | None


def tile(
    line: Line, *, target: float | None, others: float | None, currency: str, locale: str = "en"
) -> Tile:
    """Everything LOOK asks of a tile, or an en dash and the reason."""
    metric, now = line.metric, line.now
    label = plain(named(metric))
    if now.refused or now.value is None:
        reason = plain(now.refused) if now.refused else "Nothing was observed in this period."
        state = "refused" if now.refused else "empty"
        return Tile(metric.key, label, "–", state, evidence=reason, says=f"{label}: no number. {reason}")
    value = shown(now.value, metric.unit, locale=locale, currency=currency)
    arrow, moved, tone = movement(metric, line.change, currency, locale)
    between = interval(now.low, now.high, metric.unit, locale=locale, currency=currency)
    marks = _marks(line, target, others, currency, locale)
    was = line.before.value if line.before and line.change and line.change.comparable else None
    return Tile(
        metric.key, label, value, "small" if now.small else "shown", arrow, moved, tone,
        evidence="" if between == "–" else between, n=f"n {count(now.n)}", marks=marks,
        says=_aloud(label, value, moved, arrow, between, now, marks),
        spark=_spark(line),
        whisker=whisker(now.value, now.low, now.high, was, target, others),
    )  # fmt: skip


def movement(
    metric: Metric, change: Change | None, currency: str, locale: str = "en"
) -> tuple[str, str, str]:
    """Arrow, words and tone of a change: never colour alone."""
    if change is None:
        return "", "", "even"
    if change.delta is None:
        return "", change.why, "even"
    if is_zero(change.delta, metric.unit):
        return ARROWS["same"], "no change", "even"
    way = "up" if change.delta > 0 else "down"
    size = change_words(change.delta, metric.unit, locale=locale, currency=currency).lstrip("+−")
    if not change.signal:
        return ARROWS[way], f"{size}, within chance", "even"
    if metric.better == "neither":
        return ARROWS[way], f"{size}, {'more' if way == 'up' else 'less'}", "even"
    good = metric.better == way
    return ARROWS[way], f"{size}, {'better' if good else 'worse'}", "good" if good else "bad"


def named(metric: Metric) -> str:
    """The metric with its way of counting, when that is not the usual one."""
    return f"{metric.label}, {metric.variant_label}" if metric.variant_label else metric.label


def count(n: int) -> str:
    """A count with its thousands apart."""
    return f"{n:,}"


def _marks(line: Line, target: float | None, others: float | None, currency: str, locale: str) -> str:
    unit, words = line.metric.unit, []
    if line.now.ignored:
        words.append(f"not filtered by {_listed(line.now.ignored)}")
    if line.now.small:
        words.append(f"under {line.metric.minimum_n}, read with care")
    if target is not None:
        words.append(f"target {shown(target, unit, locale=locale, currency=currency)}")
    if others is not None:
        words.append(f"others {shown(others, unit, locale=locale, currency=currency)}")
    return " · ".join(words)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in names)


def _aloud(label: str, value: str, moved: str, arrow: str, between: str, now: Answer, marks: str) -> str:
    """What a screen reader says instead of the marks."""
    way = {"▲": "up ", "▼": "down "}.get(arrow, "")
    said = [f"{label}: {value}"]
    said += [f"{way}{moved}"] if moved else []
    said += [f"95 % interval {between}"] if between != "–" else []
    said += [f"from {count(now.n)} observations"]
    said += [marks] if marks else []
    return ". ".join(said) + "."


def _spark(line: Line) -> str:
    """Whole steps, and the last one even if it is not over; the comparison's before them."""
    steps = [a for i, a in enumerate(line.steps) if i or not a.window.partial]
    was = [a for a in line.was if not a.window.partial]
    partial = bool(steps) and steps[-1].window.partial
    return sparkline([a.value for a in steps], [a.value for a in was], partial)


def lines(metrics: Sequence[Metric], answers: Sequence[Answer], steps: int) -> list[Line]:
    """Answers of `measure`, in its order (metric, then window), gathered by metric and compared."""
    each = len(answers) // len(metrics) if metrics else 0
    return [_line(metric, answers[i * each : (i + 1) * each], steps) for i, metric in enumerate(metrics)]


def _line(metric: Metric, own: Sequence[Answer], steps: int) -> Line:
    now, *rest = own
    before = rest.pop(0) if rest and rest[0].window.label == "before" else None
    return Line(metric, now, before, rest[:steps], rest[steps:], difference(now, before) if before else None)
