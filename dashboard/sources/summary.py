"""What happened in an import, in words: plain data in, lines of text out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.sources.result import FileResult
from dashboard.store.upsert import Upserted

SHOWN = 5
"""How many causes, reasons or metrics are listed before the rest is only counted."""

_TABLES = {
    "customer": ("customer", "customers"),
    "customer_contact": ("customer's contact details", "customers' contact details"),
    "agent": ("agent", "agents"),
    "survey_invitation": ("survey invitation", "survey invitations"),
    "survey_answer": ("survey answer", "survey answers"),
    "contact": ("contact", "contacts"),
    "mention": ("review or post", "reviews and posts"),
    "event": ("event", "events"),
    "purchase": ("order", "orders"),
    "order_line": ("order line", "order lines"),
    "subscription": ("subscription", "subscriptions"),
    "cost": ("cost", "costs"),
    "target": ("target", "targets"),
    "benchmark": ("benchmark", "benchmarks"),
}


def in_words(
    files: Sequence[FileResult],
    before: Mapping[str, str | None] | None = None,
    after: Mapping[str, str | None] | None = None,
) -> list[str]:
    """The lines after an import. `before` and `after`: metric label to why it is refused, or None when it is
    possible; without them the metrics are left out."""
    if not files:
        return ["There was nothing to import."]
    lines = [*_came_in(files), *_left_out(files), *_rejected(files), *_dropped(files)]
    return lines if after is None else [*lines, *_metrics(before or {}, after)]


def _came_in(files: Sequence[FileResult]) -> list[str]:
    imported = [file for file in files if file.status == "imported"]
    lines = [_one_file(file) for file in imported]
    if len(imported) > 1:
        rows, kept = sum(file.read for file in imported), sum(file.accepted for file in imported)
        lines.append(
            f"Together: {_count(kept, 'row')} of {rows:,} came in from {_count(len(imported), 'file')}."
        )
    same = sum(file.status == "already imported" for file in files)
    if same:
        lines.append(f"{_count(same, 'file')} {_were(same)} there already: nothing changed.")
    return lines


def _one_file(file: FileResult) -> str:
    what = _listed([words for table, done in file.tables.items() if (words := _of_table(table, done))])
    kept = f"{file.accepted:,} of {_count(file.read, 'row')} came in" if file.read else "it holds no rows"
    return f"{file.name} ({file.source}): {kept}{f', as {what}' if what else ''}."


def _of_table(table: str, done: Upserted) -> str:
    """'1,200 contacts (40 newer versions, 3 older ones left)'."""
    rows = done.inserted + done.replaced + done.unchanged
    if not rows:
        return ""
    one, many = _TABLES.get(table, (table, table))
    parts = [(done.replaced, "newer than before"), (done.unchanged, "as before"),
             (done.superseded, "older, not used")]  # fmt: skip
    notes = ", ".join(f"{number:,} {word}" for number, word in parts if number)
    return f"{rows:,} {one if rows == 1 else many}{f' ({notes})' if notes else ''}"


def _left_out(files: Sequence[FileResult]) -> list[str]:
    """Files that did not come in at all, or not with all they hold, and what would mend it."""
    lines = []
    for file in files:
        if file.status in {"refused", "not recognised"}:
            lines.append(f"{file.name} was not imported: {file.cause.rstrip('.') or 'no cause was given'}.")
            lines += [f"  {says}" for says in file.says]
        elif file.status == "imported":
            lines += [f"{file.name}: {says}" for says in file.says]
        elif file.status == "needs answers":
            lines.append(f"{file.name} waits for {_count(len(file.questions), 'answer')}:")
            lines += [f"  {question.text} ({question.key})" for question in file.questions]
    return lines


def _rejected(files: Sequence[FileResult]) -> list[str]:
    total = sum(file.rejected for file in files)
    if not total:
        return []
    return [
        f"{_count(total, 'row')} did not come in; each is kept with its cause:",
        *_top(_summed(file.causes for file in files), "cause"),
    ]


def _dropped(files: Sequence[FileResult]) -> list[str]:
    reasons = _summed(file.dropped for file in files)
    total = sum(reasons.values())
    if not total:
        return []
    return [f"{_count(total, 'row')} {_were(total)} left out on purpose:", *_top(reasons, "reason")]


def _metrics(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> list[str]:
    new = [label for label, why in after.items() if why is None and before.get(label, "not yet") is not None]
    lost = [label for label, why in after.items() if why is not None and before.get(label, "not yet") is None]
    lacking: dict[str, list[str]] = {}
    for label, why in after.items():
        if why is not None:
            lacking.setdefault(why.rstrip("."), []).append(label)
    lines = [f"Now possible: {_listed(new)}."] if new else ["No further metric became possible."]
    if lost:
        lines.append(f"No longer possible: {_listed(lost)}.")
    if lacking:
        lines.append("Still lacking:")
        lines += [f"  {_listed(labels)}: {why}." for why, labels in lacking.items()]
    return lines


def _summed(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for part in parts:
        for name, rows in part.items():
            total[name] = total.get(name, 0) + rows
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _top(counts: Mapping[str, int], what: str) -> list[str]:
    shown = list(counts.items())[:SHOWN]
    rest = list(counts.values())[SHOWN:]
    lines = [f"  {rows:,} · {name}" for name, rows in shown]
    if rest:
        lines.append(f"  {sum(rest):,} · {_count(len(rest), f'other {what}')}")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _listed(items: Sequence[str]) -> str:
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
