"""How a preset fills the record: columns, conditions, tables and survey questions, checked against the tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from dashboard.company import zones
from dashboard.store.schema import TABLES

Kind = Literal[
    "key", "id", "customer", "text", "label", "integer", "number", "boolean", "timestamp", "date",
    "epoch_s", "epoch_ms", "epoch_us", "score", "duration", "after", "token", "hash",
]  # fmt: skip
FITS: Mapping[str, frozenset[str]] = {
    "VARCHAR": frozenset({"key", "id", "customer", "text", "label", "token", "hash"}),
    "DOUBLE": frozenset({"integer", "number", "score", "duration"}),
    "BIGINT": frozenset({"integer"}),
    "BOOLEAN": frozenset({"boolean"}),
    "TIMESTAMP": frozenset({"timestamp", "date", "epoch_s", "epoch_ms", "epoch_us", "after"}),
    "DATE": frozenset({"date", "timestamp", "epoch_s", "epoch_ms", "epoch_us"}),
}
Value = str | int | float | bool


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"'{pattern}' is not a regular expression: {error}") from None
    return pattern


def _zone(name: str) -> str:
    if name != "ask" and name not in zones():
        raise ValueError(f"'{name}' is not a time zone: write \"ask\" or an IANA name such as Europe/Vilnius")
    return name


Regex = Annotated[str, AfterValidator(_regex)]
Zone = Annotated[str, AfterValidator(_zone)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Column(Part):
    """How one column is filled: `from` header(s) parsed as `type`, or a constant `value`. `map` replaces a
    cell (compared trimmed, in lower case) before it is parsed."""

    source: str | tuple[str, ...] | None = Field(default=None, alias="from")
    value: Value | None = None
    type: Kind | None = None
    required: bool = False
    format: str = "iso"
    map: dict[str, Value] = Field(default_factory=dict)
    other: Literal["keep", "reject", "empty"] = "keep"
    min: float | None = None
    max: float | None = None
    whole: bool = True
    unit: Literal["seconds", "minutes", "hours", "days", "clock"] = "seconds"
    base: str | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """The header names the column reads, first choice first."""
        return (self.source,) if isinstance(self.source, str) else (self.source or ())

    @model_validator(mode="after")
    def _complete(self) -> Column:
        if (self.source is None) == (self.value is None):
            raise ValueError("needs either `from` (a header) or `value` (a constant)")
        if self.source is not None and self.type is None:
            raise ValueError("needs a `type`")
        if self.type == "score" and (self.min is None or self.max is None):
            raise ValueError("a score needs `min` and `max`")
        if self.type == "after" and self.base is None:
            raise ValueError("`after` needs `base`, a timestamp column of the same table")
        return self


class Condition(Part):
    """A test of one cell. All tests that are given must hold. `column` "" is the first cell."""

    column: str
    one_of: tuple[str, ...] | None = Field(default=None, alias="in")
    not_in: tuple[str, ...] | None = None
    filled: Literal[True] | None = None
    empty: Literal[True] | None = None
    matches: Regex | None = None
    starts_with: str | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> Condition:
        if not self.model_fields_set - {"column", "reason"}:
            raise ValueError("needs one of in, not_in, filled, empty, matches, starts_with")
        return self


class Drop(Condition):
    """Rows that are not data; counted as dropped with the reason."""

    reason: str = Field(min_length=1)


class Version(Part):
    """The column that says which of two rows of one key is newer."""

    source: str = Field(alias="from")
    type: Literal["timestamp", "date", "epoch_s", "epoch_ms", "epoch_us"] = "timestamp"
    format: str = "iso"


class Into(Part):
    """One canonical table and how its columns are filled."""

    into: str
    when: Condition | None = None
    replace_by: tuple[str, ...] = ()
    version: Version | None = None
    columns: dict[str, Column]

    @model_validator(mode="after")
    def _fits_the_record(self) -> Into:
        if self.into not in TABLES:
            raise ValueError(f"there is no table '{self.into}'; there are {', '.join(TABLES)}")
        for name, column in self.columns.items():
            _check_column(self.into, name, column)
            if column.type == "after" and column.base not in self.columns:
                raise ValueError(f"{name}: base '{column.base}' is not filled in this table")
        missing = [name for name in (*TABLES[self.into].key, *self.replace_by) if name not in self.columns]
        if missing:
            raise ValueError(f"'{self.into}' needs its key: {', '.join(missing)} is not filled")
        return self


def _check_column(table: str, name: str, column: Column) -> None:
    if name not in TABLES[table].columns:
        raise ValueError(f"'{table}' has no column '{name}'; it has {', '.join(TABLES[table].columns)}")
    held = TABLES[table].columns[name][0]
    if column.type is not None and column.type not in FITS[held]:
        raise ValueError(f"{name} holds {held}: type '{column.type}' does not fit")


class QuestionKind(Part):
    """Questions that are scored: by a regex on the header or the question text, or by the exact header."""

    match: Regex | None = None
    exact: str | None = None
    kind: Literal["nps", "csat", "ces", "other"] = "other"
    min: float | None = None
    max: float | None = None
    direction: Literal["up", "down"] = "up"
    whole: bool = True
    map: dict[str, Value] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> QuestionKind:
        if (self.match is None) == (self.exact is None):
            raise ValueError("needs either `match` (a regex) or `exact` (a header)")
        if self.kind != "other" and (self.min is None or self.max is None):
            raise ValueError(f"a question of kind {self.kind} needs `min` and `max`")
        return self


class QuestionComment(Part):
    """A free text question, which becomes the comment of the scored answers of its response."""

    match: Regex | None = None
    exact: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> QuestionComment:
        if (self.match is None) == (self.exact is None):
            raise ValueError("needs either `match` (a regex) or `exact` (a header)")
        return self


class Questions(Part):
    """A survey sheet: one row per response, one column per question."""

    response: Column
    answered_at: Column | None = None
    customer_id: Column | None = None
    columns: Literal["rest"] | tuple[str, ...] = "rest"
    ignore: tuple[str, ...] = ()
    common: dict[str, Column] = Field(default_factory=dict)
    kind: tuple[QuestionKind, ...] = ()
    comment: tuple[QuestionComment, ...] = ()
    version: Version | None = None

    @model_validator(mode="after")
    def _fits_the_record(self) -> Questions:
        own = {"answer_id", "response_id", "question", "kind", "score", "scale_min", "scale_max", "direction",
               "answer_text", "comment", "answered_at", "customer_id"}  # fmt: skip
        for name, column in self.common.items():
            if name in own:
                raise ValueError(f"common: {name} is filled by the questions themselves")
            _check_column("survey_answer", name, column)
        fixed = {
            "response_id": self.response,
            "answered_at": self.answered_at,
            "customer_id": self.customer_id,
        }
        for name, given in fixed.items():
            if given is not None:
                _check_column("survey_answer", name, given)
        return self
