"""Teams and agents as people read them: agents by their ids, shortened as far as they stay apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dashboard.screens.filters import spoken
from dashboard.screens.text import plain

LEAST = 5
LONG = 14


def short(ids: Collection[str]) -> Mapping[str, str]:
    """Each id cut to the letters that tell it from the others; short ones stay whole."""
    shared = _shared(min(ids), max(ids)) if len(ids) > 1 else 0
    keep = next((k for k in range(shared + LEAST, 80) if len({each[:k] for each in ids}) == len(ids)), 80)
    return {each: plain(each) if len(each) <= LONG else plain(each[:keep]) for each in ids}


def _shared(one: str, other: str) -> int:
    """How many letters two ids begin with alike; of the first and the last in order it holds for all between."""
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def names(by: str, people: Collection[str]) -> Mapping[str, str]:
    """What to call each agent; teams are called by `spoken`."""
    return {agent: f"Agent {name}" for agent, name in short(people).items()} if by == "agent_id" else {}


def called(key: str, known: Mapping[str, str]) -> str:
    """A group in words, not yet safe for any sink."""
    return known.get(key) or spoken(key)


def listed(words: list[str], most: int = 3) -> str:
    """'Care, Delivery and Members'; many are counted."""
    if len(words) > most:
        return f"{len(words)} of them"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def work(cell: Iterable[str]) -> str:
    """A topic and a channel in words; what is not stated is left out."""
    return " · ".join(spoken(part) for part in cell if part) or "Not stated"
