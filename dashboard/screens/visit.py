"""What every page is given: the snapshot, the company and the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from dashboard.company import Company
from dashboard.figures.mark import Shown
from dashboard.figures.template import Palette
from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import Question
from dashboard.metrics.format import change, shown
from dashboard.metrics.metric import Database, Metric
from dashboard.metrics.target import for_window
from dashboard.scope import Scope, Window
from dashboard.screens.data import Facts, answers, kept
from dashboard.screens.filters import only


@dataclass(frozen=True, slots=True)
class Visit:
    """One reader's run of one page. Everything in it stays the same until the run ends."""

    home: Path
    company: Company
    db: Database
    facts: Facts
    scope: Scope
    palette: Palette
    locale: str = "en"
    page: str = ""

    def ask(
        self,
        metrics: Sequence[Metric],
        windows: Sequence[Window],
        by: str | None = None,
        scope: Scope | None = None,
    ) -> list[Answer]:
        """Answers in the order of `measure`, from the cache when asked before."""
        return answers(
            self.db, metrics, scope or self.scope, windows, by, self.company.thresholds.anonymity if by else 0
        )

    def table(self, question: Question, *, many: bool = False) -> pa.Table:
        """What a statement finds, from the cache when it was asked before. `many`: as in `Snapshot.query`."""
        return kept(
            repr((self.db.name, question.sql, question.params)),
            lambda: self.db.query(question.sql, question.params, many=many),
        )

    def shown(self, metric: Metric) -> Shown:
        """How values of this metric are written for this reader."""
        return lambda value: shown(value, metric.unit, locale=self.locale, currency=self.facts.currency)

    def change(self, metric: Metric) -> Shown:
        """How differences of this metric are written, with their sign."""
        return lambda delta: change(delta, metric.unit, locale=self.locale, currency=self.facts.currency)

    def target(self, metric: Metric, window: Window | None = None) -> float | None:
        """What the company promised for a period as long as this window, else as the scope's."""
        given = self.facts.targets.get(metric.key)
        return None if given is None else for_window(metric, given, window or self.scope.now())

    def others(self, metric: Metric) -> float | None:
        """What others reach in a period as long as this one."""
        given = self.facts.benchmarks.get(metric.key)
        return None if given is None else for_window(metric, given.typical, self.scope.now())

    def whole(self, dimension: str) -> Scope:
        """The scope without its filter on one dimension, so that what was not chosen stays comparable."""
        return only(self.scope, dimension)
