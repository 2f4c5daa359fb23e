"""Touches as one sequence, and how chosen steps are found along it: positions, no loops over people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = int(np.iinfo(np.int64).max)
_NO_STEP = 63


def in_order(who: Whole, at: Whole, bits: Whole) -> Whole:
    """The rows by who and time and, at the same moment, by the first step each belongs to."""
    lowest = np.where(bits > 0, np.log2(np.maximum(bits & -bits, 1)).astype(np.int64), _NO_STEP)
    same = who[1:] == who[:-1]
    tied = same & (at[1:] == at[:-1]) & ((lowest[1:] < lowest[:-1]) | (bits[1:] < bits[:-1]))
    back = (who[1:] < who[:-1]) | (same & (at[1:] < at[:-1]))
    if back.any():
        return np.asarray(np.lexsort((bits, lowest, at, who)), dtype=np.int64)
    rows = np.arange(who.size)
    if tied.any():
        new = np.concatenate(([True], ~(same & (at[1:] == at[:-1]))))
        together = ~new
        together[:-1] |= ~new[1:]
        alike = np.flatnonzero(together)
        rows[alike] = alike[np.lexsort((bits[alike], lowest[alike], np.cumsum(new)[alike]))]
    return rows


class Path:
    """Touches in their one order. `bits`: the steps each belongs to. `required`: the steps that must be passed."""

    def __init__(self, who: Whole, at: Whole, bits: Whole, required: Sequence[int], steps: int) -> None:
        self.who, self.at, self.bits = who, at, bits
        self.required, self.steps = required, steps
        self._of = [np.flatnonzero(bits >> place & 1) for place in range(steps)]

    def along(self, entries: Whole, limit: Whole, *, strict: bool) -> Whole:
        """When each step was reached from these entries, one after the other; NEVER when it was not."""
        reached = np.full((entries.size, self.steps), NEVER, dtype=np.int64)
        reached[:, 0] = self.at[entries]
        stands, alive = entries, np.ones(entries.size, dtype=np.bool_)
        for place, optional, following in self._stretches():
            allowed = [place, *optional, *following]
            end = self._stop(stands, allowed) if strict else np.full(entries.size, NEVER)
            going = alive
            for step in following:
                row, going = self._next(step, stands, limit, end, alive)
                reached[going, step] = self.at[row[going]]
                end = np.where(going, row, end)
            for step in optional:
                row, passed = self._next(step, stands, limit, end, alive)
                reached[passed, step] = self.at[row[passed]]
            stands, alive = np.where(going, end, stands) if following else stands, going
        return reached

    def _stretches(self) -> Iterator[tuple[int, list[int], list[int]]]:
        """Each required step, the optional ones after it, and the required one that follows (none or one)."""
        for place, following in zip(self.required, [*self.required[1:], self.steps], strict=True):
            yield place, list(range(place + 1, following)), [following] if following < self.steps else []

    def in_any_order(self, entries: Whole, limit: Whole) -> Whole:
        """When each step was first touched from the moment of these entries, the times of required ones sorted."""
        reached = np.full((entries.size, self.steps), NEVER, dtype=np.int64)
        before = self._moment()[entries] - 1
        everyone, never = np.ones(entries.size, dtype=np.bool_), np.full(entries.size, NEVER)
        for step in range(self.steps):
            row, touched = self._next(step, before, limit, never, everyone, self.who[entries])
            reached[touched, step] = self.at[row[touched]]
        reached[:, self.required] = np.sort(reached[:, self.required], axis=1)
        return reached

    def _next(
        self, step: int, stands: Whole, limit: Whole, end: Whole, among: Flags, who: Whole | None = None
    ) -> tuple[Whole, Flags]:
        """The first touch of a step after each of these, and whether it is theirs, in the window and before `end`."""
        found = _after(self._of[step], stands)
        there = found < NEVER
        row = np.where(there, found, 0)
        theirs = self.who[row] == (self.who[stands] if who is None else who)
        return row, there & theirs & (self.at[row] <= limit) & (found < end) & among

    def _stop(self, stands: Whole, allowed: Sequence[int]) -> Whole:
        """The first touch of something else by the same customer or visit after each of these; NEVER: none."""
        others = np.flatnonzero(self.bits & sum(1 << place for place in allowed) == 0)
        found = _after(others, stands)
        row = np.where(found < NEVER, found, 0)
        return np.where((found < NEVER) & (self.who[row] == self.who[stands]), found, NEVER)

    def _moment(self) -> Whole:
        """For each touch the first one of the same customer or visit at the same moment."""
        new = (np.diff(self.who, prepend=-1) != 0) | (np.diff(self.at, prepend=self.at[:1]) != 0)
        return np.maximum.accumulate(np.where(new, np.arange(new.size), 0))


def _after(places: Whole, stands: Whole) -> Whole:
    """The first of these places after each of `stands`; NEVER past the last."""
    padded = np.concatenate((places, np.array([NEVER], dtype=np.int64)))
    return np.asarray(padded[np.searchsorted(places, stands, side="right")], dtype=np.int64)
