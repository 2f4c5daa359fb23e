"""What a metric is: its words, the sums it is made of, and what it needs. No numbers are read here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Array = npt.NDArray[np.float64]
Bounds = tuple[Array, Array]
Parts = Any  # a namespace of equally long arrays, one per part: p.promoters, p.detractors, p.n
Source = Literal["direct", "indirect", "inferred"]
Unit = Literal["points", "percent", "seconds", "money", "stars", "count", "clicks", "ratio"]
Better = Literal["up", "down", "neither"]
Shape = Literal["sum", "rows", "wait", "standing"]
Statistic = Literal["median", "p90", "mean"]
Adds = Literal["mean", "sum", "no"]

NOT_STATED = "(not stated)"
KNOWN = "customer_id is not null"
"""Rows of known people, of whom alone the cubes that count people tell."""


class Database(Protocol):
    """A finished snapshot: asked with SQL and named parameters, it answers with an Arrow table."""

    name: str

    def query(
        self, sql: str, params: Mapping[str, object] | None = None, *, many: bool = False
    ) -> pa.Table: ...


@dataclass(frozen=True, slots=True)
class Relation:
    """A table of the snapshot and how its rows (`r`) fall into the windows (`w`) of a question.

    `grain`: what one row is. `dimensions`: what it can be filtered and broken down by. `keys`: the columns a
    row's place in time hangs on. `joined`: when a row belongs to a window. `bounds`: which rows any of the
    windows can reach. `rows`: the SQL its rows come from, when that is not the table itself. `latest`: what
    to keep one row of per window, and the order in which the first is kept. `smaller`: cubes with the same sums
    and fewer columns, the smallest first. `several`: what one person can be in more than one of, so that `smaller`
    counts people once in each: filtered by more than one of them, the rows are asked.
    """

    name: str
    grain: str
    dimensions: tuple[str, ...]
    keys: tuple[str, ...] = ("day",)
    joined: str = "r.day >= w.first_day and r.day < w.end_day"
    bounds: str = "day >= $earliest and day < $latest"
    rows: str = ""
    latest: tuple[str, str] | None = None
    smaller: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A column that must hold something, and what to say when it does not. `instead`: others that would do."""

    table: str
    column: str
    says: str
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to count the same thing, named. `changes`: the fields of the metric it replaces."""

    key: str
    label: str
    says: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of the catalogue.

    `parts`: name to an SQL aggregate that adds up over days and groups; `over`: further parts that need the
    window (`w`) or the day's sums (`r`). `value` and `interval` read arrays of parts and give arrays (nan:
    none). `n_part`: the part that is n, which they can also call n. `shape` says how the rows are asked (see
    `compile.py`). `wait`: the columns (seconds, observed) of a waiting time. `per_length`: grows with the
    length of the period, so only periods of the same length compare. `adds`: how groups make up the whole, as
    a mean weighted by n, as a sum, or not at all. `fact`, `fact_where`, `fact_when`: the
    rows behind the number.
    """

    key: str
    label: str
    says: str
    formula: str
    source: Source
    relation: Relation
    unit: Unit
    better: Better
    parts: Mapping[str, str]
    value: Callable[[Parts], Array]
    interval: Callable[[Parts], Bounds]
    fact: str
    fact_where: str = "true"
    fact_when: str = "day >= $start and day < $end"
    fact_order: str = '"at" desc nulls last'
    n_part: str = "n"
    shape: Shape = "sum"
    where: str = "true"
    over: Mapping[str, str] = field(default_factory=dict)
    reached: Mapping[str, str] = field(default_factory=dict)
    wait: tuple[str, str] = ("", "")
    statistic: Statistic = "median"
    minimum_n: int = 30
    needs: tuple[Need, ...] = ()
    variants: tuple[Variant, ...] = ()
    variant: str | None = None
    variant_label: str = ""
    per_length: bool = False
    adds: Adds = "mean"
    interval_name: str = ""
    traps: str = ""

    def as_variant(self, key: str | None) -> Metric:
        """This metric counted the way `key` names. None is the metric as it stands; raises KeyError."""
        if key is None:
            return self
        chosen = {variant.key: variant for variant in self.variants}[key]
        changes = {"says": chosen.says or self.says, **chosen.changes}
        return replace(self, **changes, variant=key, variant_label=chosen.label)

    def not_followed(self, filters: Mapping[str, object]) -> tuple[str, ...]:
        """The filters in force that this number cannot follow."""
        return tuple(name for name in filters if name not in self.relation.dimensions)
