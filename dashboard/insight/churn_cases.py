"""The drivers of churn, fitted once per build over the mart `churn_case`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.drivers import ATTRIBUTES, MET, OTHER, Driver, Factor, drivers

Query = Callable[[str], pa.Table]
LEAST_CASES, LEAST_LEAVERS, MOST_LEVELS = 30, 30, 8
MOST_CASES = 200_000

CASES_SQL = """-- one row per customer and stretch of days, by the rule in force, else contracts without days
with told as (
  select case when (select count(*) from churn_case c join rules r on r.churn_rule = c.rule) > 0
    then (select churn_rule from rules) else 'undated' end as rule
)
select
  c.rule, c.starts, c.ends, c.customer_id, c.has_left, c.segment::varchar as segment, c.persona::varchar as persona,
  c.region::varchar as region, c.contract, c.plan, c.worth, c.tenure, c.one_order, c.quiet, c.contact, c.unresolved,
  c.late_reply, c.bad_answer, c.bad_mention, c.failed_task, c.discounted
from churn_case c
join told t on t.rule = c.rule
order by c.customer_id, c.starts"""

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("rule", "factor", "level")]
    + [(name, pa.float64()) for name in ("odds", "low", "high", "chance", "corrected")]
    + [("signal", pa.bool_())]
    + [(name, pa.int64()) for name in ("cases", "leavers", "others", "others_left")]
    + [("note", pa.string()), ("method", pa.string()), ("stretches", pa.int64())]
    + [("starts", pa.date32()), ("ends", pa.date32())]
)


def churn_drivers(query: Query, company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """The enricher: `churn_driver`, one row per candidate; empty when fewer than 30 left, or fewer stayed."""
    cases = _thinned(query(CASES_SQL))
    left = np.array(cases.column("has_left").to_pylist(), dtype=bool)
    if min(left.sum(), (~left).sum()) < LEAST_LEAVERS:
        return {"churn_driver": SCHEMA.empty_table()}
    factors = [factor for name in (*ATTRIBUTES, *MET) if (factor := _factor(name, cases)) is not None]
    starts = cases.column("starts").to_pylist()
    found, method = drivers(factors, left, _codes(starts), _codes(cases.column("customer_id").to_pylist()))
    days = [day for day in starts if day is not None]
    ends = [day for day in cases.column("ends").to_pylist() if day is not None]
    same = {
        "rule": cases.column("rule")[0].as_py(), "method": method, "stretches": len(set(days)),
        "starts": min(days, default=None), "ends": max(ends, default=None),
    }  # fmt: skip
    rows = [{**{name: getattr(one, name) for name in Driver.__slots__}, **same} for one in found]
    return {"churn_driver": pa.Table.from_pylist(rows, schema=SCHEMA)}


def _thinned(cases: pa.Table) -> pa.Table:
    """Every so many-th case, so that a fit takes seconds whatever the number of customers."""
    stride = -(-cases.num_rows // MOST_CASES)
    return cases if stride <= 1 else cases.take(np.arange(0, cases.num_rows, stride))


def _codes(values: Sequence[object]) -> npt.NDArray[np.int64]:
    place: dict[object, int] = {}
    return np.array([place.setdefault(value, len(place)) for value in values], dtype=np.int64)


def _factor(name: str, cases: pa.Table) -> Factor | None:
    """The factor with its levels of enough cases; the rest is one level of its own. None: nothing to compare."""
    values = cases.column(name).to_pylist()
    words = [_word(value) for value in values]
    counts: dict[str, int] = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    kept = sorted(
        (w for w, n in counts.items() if n >= LEAST_CASES and w != OTHER), key=lambda w: (-counts[w], w)
    )
    kept = kept[:MOST_LEVELS]
    if len(kept) + (len(kept) < len(counts)) < 2 or (name in MET and "yes" not in kept):
        return None
    levels = (*kept, *([OTHER] if len(kept) < len(counts) else []))
    place = {word: at for at, word in enumerate(levels)}
    return Factor(
        name, levels, np.array([place.get(word, len(levels) - 1) for word in words], dtype=np.int64)
    )


def _word(value: object) -> str:
    return OTHER if value is None else ("yes" if value else "no") if isinstance(value, bool) else str(value)
