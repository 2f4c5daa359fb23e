"""What is foreseen of a company's customers on one day, whichever model foresees it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.metrics.metric import Array

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """All customers: their ids, and the place of each one's (segment, persona, region) in `groups`."""

    ids: list[str]
    groups: list[tuple[str | None, ...]]
    group: Places


@dataclass(frozen=True, slots=True)
class Prices:
    """How far the value of a customer is counted, and what a year of waiting costs."""

    years: int
    discount: float

    def factor(self, year: float) -> float:
        return float((1 + self.discount) ** -year)


@dataclass(frozen=True, slots=True)
class Outlook:
    """One row per customer known on a day. `who`: place in People; `revenue`: of the last 365 days; `clv`:
    expected revenue over the horizon, discounted; `alive`: P(still a customer); `p_leave`: P(still a customer,
    and leaves within a year); `at_risk`: revenue of the coming year expected to leave with that. `won`:
    customers won in the last 365 days. `model_spread`: the relative standard error of the values that comes
    from the model's own uncertainty.
    """

    who: Places
    revenue: Array
    clv: Array
    alive: Array
    p_leave: Array
    at_risk: Array
    won: int
    model_spread: float
    method: str

    @property
    def if_leaves(self) -> Array:
        """What is expected to leave with each customer if that customer leaves."""
        return np.divide(self.at_risk, self.p_leave, out=np.zeros_like(self.at_risk), where=self.p_leave > 0)


def nobody(method: str) -> Outlook:
    """The outlook when nothing can be foreseen."""
    none = np.zeros(0)
    return Outlook(np.zeros(0, dtype=np.int64), none, none, none, none, none, 0, 0.0, method)
