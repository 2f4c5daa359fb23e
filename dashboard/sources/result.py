"""What an import did, file by file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard.store.upsert import Upserted

Status = Literal["imported", "already imported", "refused", "needs answers", "not recognised"]


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the company knows. `choices` is empty when any text may answer."""

    key: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file. Of the rows `read`, each was accepted, rejected (`causes` counts why) or dropped (by reason)."""

    name: str
    status: Status
    sha256: str = ""
    source: str = ""
    cause: str = ""
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    causes: Mapping[str, int] = field(default_factory=dict)
    tables: Mapping[str, Upserted] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    says: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.read != self.accepted + self.rejected + sum(self.dropped.values()):
            raise AssertionError(f"rows do not add up: {self}")


@dataclass(frozen=True, slots=True)
class ImportResult:
    files: tuple[FileResult, ...] = ()
