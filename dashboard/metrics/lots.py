"""Who is looked at when customers are too many to weigh one by one: as many as tell enough, drawn by lot.

Lots are the first hexadecimal digits of a hash of the customer's id, spread evenly and the same in every question.
Customers who were recovered are drawn apart from those they are compared with, for they are often few: the odds that
weight the others then are all too high or too low by one factor, which their weighted mean does not know.
"""

from __future__ import annotations

from dataclasses import dataclass

WHOLE, MOST = 60_000, 40_000
"""Up to so many occasions of each kind all are looked at; of more, about `MOST`."""
SLICE = 1 / 32
"""The share of the lots in which occasions are counted first."""
ALL = "g"
"""After every lot."""


@dataclass(frozen=True, slots=True)
class Lots:
    """The share of customers that is looked at: of those ever recovered, and of all others. `own` is never less."""

    own: float = 1.0
    others: float = 1.0

    def params(self) -> dict[str, object]:
        """The first lots that are not drawn, as `recovery_cohort.sql` asks for them."""
        return {"own": mark(self.own), "others": mark(self.others)}


def lots(own: int, others: int) -> Lots:
    """The shares to draw, from the occasions that a slice of the lots holds."""
    drawn = _share(others)
    return Lots(max(_share(own), drawn), drawn)


def _share(in_slice: int) -> float:
    expected = in_slice / SLICE
    return 1.0 if expected <= WHOLE else MOST / expected


def mark(share: float) -> str:
    """The first lot that is not among this share of them."""
    return ALL if share >= 1 else f"{round(share * 16**8):08x}"
