"""Marts put together from parts: days taken over from the snapshot before, and days made anew, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from dashboard.store.days import BY_DAY, Changed, Day, Days, days_of
from dashboard.store.runs import Run, alternating, among, chunks, length
from dashboard.store.schema import TABLES
from dashboard.store.steps import STEPS, Step, place_of, run_step, typed_select
from dashboard.store.workshop import Workshop

PART_ROWS = 25_000_000
"""A mart of more rows of the record than this is made in parts of whole days, each of about so many."""
MOST_RUNS, MOST_SHARE = 8, 0.5
"""Beyond so many stretches of changed days, or such a share of all days, the whole mart is made anew."""


@dataclass(slots=True)
class Parts:
    """The days to make anew, by table and mart; without `prev` (a snapshot to take over from) all of them."""

    shop: Workshop
    changed: dict[str, Changed] = field(default_factory=dict)
    has_prev: bool = False

    def make(self, step: Step) -> str:
        """Make one mart; what to say of it besides its rows, or nothing."""
        con, of = self.shop.con, BY_DAY.get(step.name)
        if of is None:
            run_step(con, step)
            return ""
        days = days_of(step.name, self.changed, con) if self.has_prev else None
        if of.reach and days is not None:
            return self._make_reached(step, of.reads, of.reach, days)
        self.changed[step.name] = days
        return self._make_runs(step, self._runs(step, days))

    def _make_runs(self, step: Step, runs: list[Run]) -> str:
        con, place = self.shop.con, place_of(step)
        if not runs:
            run_step(con, step)
            return ""
        begun = self.shop.done(step.name)
        select, order = typed_select(con, step), f" order by {step.order}"
        if not begun:
            con.execute(f"create or replace table {place} as {select} limit 0")
        for number, run in enumerate(runs[begun:], begun + 1):
            if begun and number == begun + 1:  # of a part that was not finished
                con.execute(f"delete from {place} where {run.holds('day')}")
            if run.anew:
                with self._only(step, run):
                    con.execute(f"insert into {place} by name {select} where {run.holds('x.day')}{order}")
            else:
                con.execute("set preserve_insertion_order = true")
                con.execute(
                    f"insert into {place} by name select * from prev.{step.name} where {run.holds('day')}"
                )
                con.execute("set preserve_insertion_order = false")
            self.shop.finish(step.name, number)
        taken = sum(length(run) for run in runs if not run.anew)
        made = sum(length(run) for run in runs if run.anew)
        return f"{taken:,} days taken over, {made:,} made anew" if taken else ""

    def _make_reached(self, step: Step, reads: tuple[str, ...], reach: str, days: frozenset[Day]) -> str:
        """A mart whose rows reach over days: from the rows of all that was there on the changed days."""
        if step.kind == "work":
            return self._make_visits(step, reads, days)
        affected = self._affected(step, reads, reach, days)
        self.changed[step.name] = affected
        runs = self._runs(step, affected)
        if not any(run.anew for run in runs):
            return self._make_runs(step, runs)
        anew = " or ".join(run.holds("f.day") for run in runs if run.anew)
        self.shop.con.execute(
            f"create or replace temp table reached as select distinct {reach} from made.{reads[0]} f where {anew}"
        )
        self.shop.con.execute(f"""create or replace temp view {reads[0]} as
            select f.* from made.{reads[0]} f where f.{reach} in (select {reach} from reached)""")
        try:
            return self._make_runs(step, runs)
        finally:
            self.shop.con.execute(f"drop view temp.{reads[0]}")

    def _make_visits(self, step: Step, reads: tuple[str, ...], days: frozenset[Day]) -> str:
        """Visits of all customers, or only of those of the changed days where nothing else is made anew with them."""
        self.changed[step.name] = days
        users = [
            user for user in STEPS if BY_DAY.get(user.name, Days(())).reads == reads and user.kind != "work"
        ]
        if any(self._taken(user, days) is None for user in users):
            run_step(self.shop.con, step)
            return ""
        with self._reaching_events(days):
            run_step(self.shop.con, step)
        return "of customers seen on changed days"

    def skip(self, step: Step) -> None:
        """Remember what a step that is done already had to make anew."""
        of = BY_DAY.get(step.name)
        known = of is not None and not of.reach and self.has_prev
        self.changed[step.name] = days_of(step.name, self.changed, self.shop.con) if known else None

    def _affected(self, step: Step, reads: tuple[str, ...], reach: str, days: frozenset[Day]) -> Changed:
        """Days that hold, now or before, anything that was there on a changed day of what is read."""
        con = self.shop.con
        touched = " union ".join(
            f"select {reach} from {catalog}.{read} where {among(self.changed[read])} and {reach} is not null"
            for read in reads
            for catalog in ("made", "prev")
        )
        con.execute(f"create or replace temp table touched as {touched}")
        found = con.execute(f"""
            select day from made.{reads[0]} where {reach} in (select {reach} from touched)
            union select day from prev.{step.name} where {reach} in (select {reach} from touched)""").fetchall()
        return days | {day for (day,) in found}

    @contextmanager
    def _reaching_events(self, days: frozenset[Day]) -> Iterator[None]:
        """Inside, the record's events are those of customers who were there on the given days."""
        con, who = self.shop.con, "coalesce(i.customer_id, e.customer_id)"
        con.execute(f"""create or replace temp table touched as
            select distinct {who} as customer_id from record.event e left join identity i on i.given = e.customer_id
            where {among(days, "local_day(e.happened_at)")} and e.session_id is null""")
        with _in_place_of(
            con,
            "event",
            f"""select e.* from record.event__whole e
            left join identity i on i.given = e.customer_id
            where e.session_id is null and {who} in (select customer_id from touched)""",
        ):
            yield

    @contextmanager
    def _only(self, step: Step, run: Run) -> Iterator[None]:
        """Inside, the table of the record that a mart is made of holds the rows of a run of days."""
        table = BY_DAY[step.name].reads[0]
        if table not in TABLES or run.first is None:
            yield
            return
        at = TABLES[table].at
        near = f"{at} >= date '{run.first}' - interval 2 day and {at} < date '{run.last}' + interval 3 day"
        whole = f"select * from record.{table}__whole where {near} and {run.holds(f'local_day({at})')}"
        with _in_place_of(self.shop.con, table, whole):
            yield

    def _runs(self, step: Step, changed: Changed) -> list[Run]:
        """The runs of days a mart is put together from; none: it is made at one go."""
        taken, table = self._taken(step, changed), BY_DAY[step.name].reads[0]
        if taken is not None or step.kind == "work" or table not in TABLES:
            return taken or []
        counts = self.shop.con.execute(
            "select day, rows from work.part where of_table = ? order by day", [table]
        ).fetchall()
        return list(chunks(counts, PART_ROWS)) if sum(rows for _, rows in counts) > PART_ROWS else []

    def _taken(self, step: Step, changed: Changed) -> list[Run] | None:
        """The runs when days can be taken over from the snapshot before; None when the whole mart is made anew."""
        if changed is None:
            return None
        old = {
            day for (day,) in self.shop.con.execute(f"select distinct day from prev.{step.name}").fetchall()
        }
        runs = list(alternating(old, changed))
        anew = sum(length(run) for run in runs if run.anew)
        return runs if len(runs) <= 2 * MOST_RUNS and anew <= MOST_SHARE * len(old) else None


@contextmanager
def _in_place_of(con: duckdb.DuckDBPyConnection, table: str, select: str) -> Iterator[None]:
    """Inside, `record.<table>` is what is selected from `record.<table>__whole`."""
    con.execute(f"alter view record.{table} rename to {table}__whole")
    try:
        con.execute(f"create view record.{table} as {select}")
        yield
    finally:
        con.execute(f"drop view if exists record.{table}")
        con.execute(f"alter view record.{table}__whole rename to {table}")
