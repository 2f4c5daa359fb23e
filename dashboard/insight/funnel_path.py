"""Touches as one sequence, and how chosen steps are found along it: positions, no loops over people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
"""Of each touch the steps it belongs to, a bit for each; bytes are enough for eight."""

NEVER = int(np.iinfo(np.int64).max)
MOST_STEPS = 12


def in_order(who: Whole, at: Whole, bits: Bits) -> tuple[Whole, Whole, Bits, Whole | None]:
    """By who and time and, at the same moment, by the first step each belongs to; and which rows these were, None
    when they lay so."""
    same = who[1:] == who[:-1]
    if np.any(who[1:] < who[:-1]) or np.any(same & (at[1:] < at[:-1])):
        rows = np.lexsort((_RANK[bits], at, who))
        return who[rows], at[rows], bits[rows], rows
    same &= at[1:] == at[:-1]
    unlike = np.flatnonzero(same & (bits[1:] != bits[:-1]))
    if not np.any(_RANK[bits[unlike + 1]] < _RANK[bits[unlike]]):
        return who, at, bits, None
    early = np.flatnonzero(same)
    together, follows = np.zeros((2, who.size), dtype=np.bool_)
    follows[early + 1] = True
    together[early] = together[early + 1] = True
    alike = np.flatnonzero(together)
    moment = np.cumsum(~follows[alike])
    sorted_ = alike[np.lexsort((_RANK[bits[alike]], moment))]
    rows, told = np.arange(who.size), bits.copy()
    rows[alike], told[alike] = sorted_, bits[sorted_]
    return who, at, told, rows


def _ranks(steps: int) -> npt.NDArray[np.int32]:
    """Of every combination of steps its place: by the first step of it, then by all; no step comes last."""
    every = np.arange(1 << steps)
    lowest = np.where(every > 0, every & -every, 1 << steps)
    return np.argsort(np.lexsort((every, lowest))).astype(np.int32)


_RANK = _ranks(MOST_STEPS)


class Path:
    """Touches in their one order. `bits`: the steps each belongs to. `required`: the steps that must be passed."""

    def __init__(self, who: Whole, at: Whole, bits: Bits, required: Sequence[int], steps: int) -> None:
        self.who, self.at, self.bits = who, at, bits
        self.required, self.steps = required, steps

    def along(self, entries: Whole, limit: Whole, *, strict: bool) -> Whole:
        """When each step was reached from these entries, one after the other; NEVER when it was not."""
        reached = np.full((self.steps, entries.size), NEVER, dtype=np.int64).T
        reached[:, 0] = self.at[entries]
        stands, going, who = entries, np.arange(entries.size), self.who[entries]
        for place, optional, following in self._stretches():
            end = self._stop(stands, [place, *optional, *following]) if strict else None
            left, on, whose = stands, going, who
            for step in following:
                row, there = self._next(step, left, limit[on], end, whose)
                stands, going, who = row[there], on[there], whose[there]
                reached[going, step] = self.at[stands]
                end = np.where(there, row, NEVER if end is None else end) if optional else None
            for step in optional:
                row, there = self._next(step, left, limit[on], end, whose)
                reached[on[there], step] = self.at[row[there]]
        return reached

    def _stretches(self) -> Iterator[tuple[int, list[int], list[int]]]:
        """Each required step, the optional ones after it, and the required one that follows (none or one)."""
        for place, following in zip(self.required, [*self.required[1:], self.steps], strict=True):
            yield place, list(range(place + 1, following)), [following] if following < self.steps else []

    def in_any_order(self, entries: Whole, limit: Whole) -> Whole:
        """When each step was first touched from the moment of these entries, the times of required ones sorted."""
        reached = np.full((self.steps, entries.size), NEVER, dtype=np.int64).T
        before = self._moment()[entries] - 1
        for step in range(self.steps):
            row, touched = self._next(step, before, limit, None, self.who[entries])
            reached[touched, step] = self.at[row[touched]]
        reached[:, self.required] = np.sort(reached[:, self.required], axis=1)
        return reached

    def _next(
        self, step: int, stands: Whole, limit: Whole, end: Whole | None, who: Whole
    ) -> tuple[Whole, Flags]:
        """The first touch of a step after each of these, and whether it is theirs, in the window and before `end`."""
        row, there = after(self.bits & self.bits.dtype.type(1 << step) > 0, stands)
        there &= self.who[row] == who
        there &= self.at[row] <= limit
        return row, there if end is None else there & (row < end)

    def _stop(self, stands: Whole, allowed: Sequence[int]) -> Whole:
        """The first touch of something else by the same customer or visit after each of these; NEVER: none."""
        row, there = after(
            self.bits & self.bits.dtype.type(sum(1 << place for place in allowed)) == 0, stands
        )
        return np.where(there & (self.who[row] == self.who[stands]), row, NEVER)

    def _moment(self) -> Whole:
        """For each touch the first one of the same customer or visit at the same moment."""
        new = (np.diff(self.who, prepend=-1) != 0) | (np.diff(self.at, prepend=self.at[:1]) != 0)
        return np.maximum.accumulate(np.where(new, np.arange(new.size), 0))


def after(marked: Flags, stands: Whole) -> tuple[Whole, Flags]:
    """The first marked row after each of `stands` (0 when there is none), and whether there is one.

    Marks are looked at 64 at a time: in the rest of the word that a row stands in, then in the next word that has any;
    of a word the lowest bit is the answer. A search among the places of all marks takes three times as long.
    """
    words = np.zeros((marked.size >> 6) + 2, dtype="<u8")
    packed = np.packbits(marked, bitorder="little")
    words.view(np.uint8)[: packed.size] = packed
    onward = np.where(words > 0, np.arange(words.size), words.size)
    onward = np.minimum.accumulate(onward[::-1])[::-1]
    at, bit = stands + 1 >> 6, (stands + 1 & 63).astype(np.uint64)
    rest = words[at] >> bit << bit
    word = np.where(rest > 0, at, onward[at + 1])
    there = word < words.size
    told = np.where(rest > 0, rest, words.take(word, mode="clip"))
    lowest = np.bitwise_count((told & (~told + np.uint64(1))) - np.uint64(1))
    return np.where(there, (word << 6) + lowest, 0), there
