"""COURTED: seven letters, each read from the measures this company declared, each measure against its own past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.figures.courted import USUAL
from dashboard.insight.courted import Standing, standing, unusual
from dashboard.metrics.catalogue import in_force
from dashboard.metrics.metric import Metric
from dashboard.metrics.narrowed import declared
from dashboard.metrics.scorecard_shapes import LETTERS_SAY
from dashboard.promises import LETTERS, Letter, Measure
from dashboard.screens.card import Row
from dashboard.screens.filters import spoken
from dashboard.screens.scorecard_asked import Asked, key_of
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit

COLUMNS = (
    "letter", "measure", "now", "usual", "z", "standing", "n", "months before", "value", "low", "high", "unit", "month",
    "mean before", "standard deviation before", "chance", "unusual", "metric", "variant", "only", "note",
)  # fmt: skip
NOTHING = "Not measured. Name one to three measures for it under [courted] in the company file."


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure of one letter. `metric` None: it cannot be asked, and `why` says so."""

    letter: Letter
    measure: Measure
    metric: Metric | None
    standing: Standing | None = None
    unusual: bool = False
    why: str = ""

    @property
    def label(self) -> str:
        """The company's own word for it, else the metric's name."""
        return self.measure.label or (named(self.metric) if self.metric else spoken(self.measure.metric))


def declared_measures(visit: Visit) -> list[Reading]:
    """Every declared measure in the order of the letters, before anything is asked."""
    return [_declared(letter, m, visit) for letter in LETTERS for m in visit.company.measures(letter)]


def metrics_of(found: Sequence[Reading]) -> list[Metric]:
    """The numbers of these measures; one that serves two letters is asked once."""
    return list({key_of(each.metric): each.metric for each in found if each.metric}.values())


def readings(measures: Sequence[Reading], found: Asked) -> list[Reading]:
    """Each measure with its standing in the last whole month."""
    stood = [_stood(each, found) for each in measures]
    known = [each for each in stood if each.standing]
    marked = dict(zip(map(id, known), unusual([e.standing for e in known if e.standing]), strict=True))
    return [replace(each, unusual=marked.get(id(each), False)) for each in stood]


def _declared(letter: Letter, measure: Measure, visit: Visit) -> Reading:
    try:
        metric = declared(measure.metric, measure.variant, measure.only)
    except ValueError as error:
        return Reading(letter, measure, None, why=f"{error} Mend it under [courted] in the company file.")
    classes = visit.scope.source_class
    if classes and metric.source not in classes:
        return Reading(letter, measure, None, why="Not of the source classes that are chosen.")
    return Reading(letter, measure, in_force(metric, visit.facts.churn_rule))


def _stood(each: Reading, found: Asked) -> Reading:
    if each.metric is None:
        return each
    answers = found.months.get(key_of(each.metric), ())
    if not answers:
        return replace(each, why=each.why or "No whole month in this period.")
    *before, now = answers
    stands = standing(now, before, each.metric.better)
    return replace(each, standing=stands, why=stands.why)


def title(found: Sequence[Reading]) -> str:
    """What stands out among the measures, else how many could be read at all."""
    out = [each for each in found if each.unusual and each.standing]
    worse = [each.label for each in out if each.standing and (each.standing.good or 0.0) < 0]
    better = [each.label for each in out if each.standing and (each.standing.good or 0.0) > 0]
    read = {each.letter for each in found if each.standing and each.standing.z is not None}
    if not read:
        return "None of the seven letters can be read yet"
    if not out:
        return f"{len(read)} of 7 letters can be read; no measure is unusual for itself"
    parts = [f"{_few(worse)} {'is' if len(worse) == 1 else 'are'} worse than usual"] if worse else []
    parts += [f"{_few(better)} {'is' if len(better) == 1 else 'are'} better than usual"] if better else []
    said = "; ".join(parts)
    return said[:1].upper() + said[1:]


def _few(labels: list[str]) -> str:
    return " and ".join(labels) if len(labels) < 3 else f"{labels[0]} and {len(labels) - 1} more"


def standing_words(each: Reading) -> str:
    """'z −2.4, worse than usual; 23 months'."""
    found = each.standing
    if found is None or found.z is None:
        return each.why
    z = f"z {found.z:+.1f}".replace("-", "−")
    if found.good is None:
        way = "unusual" if each.unusual else "as usual"
    elif each.unusual:
        way = "▲ better than usual" if found.good > 0 else "▼ worse than usual"
    else:
        way = "could be chance among so many" if abs(found.z) > USUAL else "within what is usual"
    ignored = f"; not filtered by {', '.join(found.now.ignored)}" if found.now.ignored else ""
    return f"{z}, {way}; {found.months} months{ignored}"


def only_words(measure: Measure) -> str:
    """' Only touchpoint: Support contact.'"""
    told = [
        f"{column}: {', '.join(map(spoken, values))}" for column, values in measure.only.items() if values
    ]
    return f" Only {'; '.join(told)}." if told else ""


def now_words(found: Standing | None, metric: Metric | None, visit: Visit) -> str:
    """The last month's value: '70.5%'."""
    if found is None or metric is None or found.now.value is None:
        return "–"
    return visit.shown(metric)(found.now.value)


def usual_words(found: Standing | None, metric: Metric | None, visit: Visit) -> str:
    """What the months before were: '80.1% ± 2.8 points'."""
    if found is None or metric is None or found.z is None:
        return ""
    spread = visit.change(metric)(found.spread or 0.0).lstrip("+")
    return f"{visit.shown(metric)(found.usual or 0.0)} ± {spread}"


def courted_rows(found: Sequence[Reading], visit: Visit) -> list[Row]:
    """One row a measure, and one for every letter that nothing measures: first in words, then in numbers."""
    return [
        row
        for letter in LETTERS
        for row in ([_row(each, visit) for each in found if each.letter == letter] or [_unmeasured(letter)])
    ]


def _row(each: Reading, visit: Visit) -> Row:
    at = each.standing
    return dict.fromkeys(COLUMNS) | {
        "letter": LETTERS_SAY[each.letter][0], "measure": each.label, "now": now_words(at, each.metric, visit),
        "usual": usual_words(at, each.metric, visit), "standing": standing_words(each), "n": at.now.n if at else 0,
        "months before": at.months if at else 0, "unit": each.metric.unit if each.metric else None,
        "unusual": each.unusual, "metric": each.measure.metric, "variant": each.measure.variant or "",
        "only": only_words(each.measure).strip(), "note": each.why, **(_numbers(at) if at else {}),
    }  # fmt: skip


def _numbers(at: Standing) -> dict[str, object]:
    return {
        "z": at.z, "value": at.now.value, "low": at.now.low, "high": at.now.high, "month": at.now.window.start,
        "mean before": at.usual, "standard deviation before": at.spread, "chance": at.chance,
    }  # fmt: skip


def _unmeasured(letter: Letter) -> Row:
    told = {"measure": "", "now": "–", "standing": "Not measured", "n": 0, "note": NOTHING}
    return dict.fromkeys(COLUMNS) | {"letter": LETTERS_SAY[letter][0], **told}
