"""Presets: one TOML file per vendor format, read into one frozen `Preset`; shipped ones and a company's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from dashboard.sources.column import Drop, Into, Part, Questions, Regex, Zone


class PresetError(ValueError):
    """A preset or mapping cannot be used; the message names the file, the key and what is expected."""


class Recognise(Part):
    """What the header must hold; names are compared in lower case with single spaces."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    patterns: tuple[Regex, ...] = ()

    @model_validator(mode="after")
    def _asks_something(self) -> Recognise:
        if not (self.all or self.any or self.patterns):
            raise ValueError("needs `all`, `any` or `patterns`")
        return self


class FillDown(Part):
    by: str
    columns: tuple[str, ...]


class File(Part):
    """The shape of the file. `header_row` counts records from 1; 0: there is none and `names` are used.
    `skip_mark`: what the last skipped row holds; in a file where it does not, every row below the header is data."""

    header_row: int = Field(default=1, ge=0, le=100)
    skip_rows: int = Field(default=0, ge=0, le=100)
    skip_mark: str | None = Field(default=None, min_length=1)
    question_row: int | None = Field(default=None, ge=1, le=100)
    names: tuple[str, ...] = ()
    fixed_widths: tuple[Annotated[int, Field(ge=1)], ...] = ()
    fill_down: FillDown | None = None
    sheet: str | None = None

    @model_validator(mode="after")
    def _named(self) -> File:
        if self.header_row == 0 and not self.names:
            raise ValueError("header_row = 0 needs `names`")
        return self


class Time(Part):
    """`zone` of timestamps without an offset; `day_first` for columns whose format is "ask"."""

    zone: Zone = "UTC"
    day_first: Literal["ask"] | bool | None = None


class Preset(Part):
    """One vendor format. `name` is the file's name, `namespace` the prefix of natural keys, `own` says that
    it is a mapping of the company."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    title: str
    vendor: str = ""
    evidence: str = ""
    notes: str = ""
    namespace: str = ""
    own: bool = False
    missing: tuple[str, ...] = ("",)
    encoding: str | None = None
    decimal: Literal[".", ","] = "."
    recognise: Recognise
    file: File = File()
    time: Time = Time()
    drop: tuple[Drop, ...] = ()
    table: tuple[Into, ...] = ()
    questions: Questions | None = None

    @model_validator(mode="before")
    @classmethod
    def _own_namespace(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("namespace"):
            return {**data, "namespace": data.get("name", "")}
        return data

    @model_validator(mode="after")
    def _keeps_something(self) -> Preset:
        if not self.table and self.questions is None:
            raise ValueError("needs a [[table]] or [questions]")
        return self

    @property
    def tables(self) -> tuple[str, ...]:
        """The canonical tables it fills, in order, each once."""
        sheet = ("survey_answer",) if self.questions else ()
        return tuple(dict.fromkeys((*(t.into for t in self.table), *sheet)))


def read_preset(name: str, text: str, where: str, *, own: bool = False) -> Preset:
    """One preset from its TOML text. Raises `PresetError` that names `where` and each key that is wrong."""
    try:
        return Preset.model_validate({**tomllib.loads(text), "name": name, "own": own})
    except tomllib.TOMLDecodeError as error:
        raise PresetError(f"{where} is not valid TOML: {error}") from None
    except ValidationError as error:
        lines = (f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise PresetError(f"{where} cannot be used:\n" + "\n".join(lines)) from None


def load_presets(home: Path | None = None) -> dict[str, Preset]:
    """Every preset by name: the shipped ones, and the mappings of `home`, which win over a shipped namesake."""
    shipped = {name: read_preset(name, text, f"preset {name}") for name, text in _shipped()}
    return shipped | ({} if home is None else _mappings(home / "mappings"))


def _shipped() -> Iterator[tuple[str, str]]:
    for entry in sorted(
        resources.files("dashboard.sources").joinpath("presets").iterdir(), key=lambda e: e.name
    ):
        if entry.name.endswith(".toml"):
            yield entry.name.removesuffix(".toml"), entry.read_text("utf-8")


def _mappings(folder: Path) -> dict[str, Preset]:
    found: dict[str, Preset] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = read_preset(path.stem, path.read_text("utf-8"), str(path), own=True)
        except UnicodeDecodeError as error:
            raise PresetError(f"{path} is not UTF-8: {error}") from None
    return found
