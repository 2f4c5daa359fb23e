"""Marts put together from parts: days taken over from the snapshot before, and days made anew.

A build begins with a copy of that snapshot, in which the changed days are made anew where they are. Where ENUM types
have come to list other values, days are copied row by row, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from dashboard.store.compared import COMPARED, Day, differing, of_all
from dashboard.store.days import BY_DAY, BY_ID, Changed, Days, Ids, Told, days_of
from dashboard.store.runs import Run, alternating, among, chunks, length
from dashboard.store.schema import TABLES
from dashboard.store.standing_in import PLACES, in_place_of, only_of
from dashboard.store.steps import STEPS, Step, place_of, run_step, typed_select
from dashboard.store.workshop import Workshop

PART_ROWS = 25_000_000
"""A mart of more rows of the record than this is made in parts of whole days, each of about so many."""
MOST_RUNS, MOST_SHARE = 8, 0.5
"""Beyond so many stretches of changed days, or such a share of all days, the whole mart is made anew."""


@dataclass(slots=True)
class Parts:
    """What to make anew, by table and mart; without `has_prev` (a snapshot to take over from) all days of all.

    `begun`: the marts made of days are there as they were in that snapshot; else their days are copied from it.
    """

    shop: Workshop
    changed: dict[str, Told] = field(default_factory=dict)
    has_prev: bool = False
    begun: bool = False

    def make(self, step: Step) -> str:
        """Make one mart; what to say of it besides its rows, or nothing."""
        con, of = self.shop.con, BY_DAY.get(step.name)
        if of is None:
            said = self._make_of_ids(step, BY_ID[step.name]) if step.name in BY_ID else ""
            if not said:
                run_step(con, step)
            self._compare(step)
            return said
        days = days_of(step.name, self.changed, con) if self.has_prev else None
        if of.reach and days is not None:
            return self._make_reached(step, of, days)
        self.changed[step.name] = days
        return self._make_runs(step, self._runs(step, days))

    def skip(self, step: Step) -> None:
        """Remember what a step that is done already had to make anew."""
        of = BY_DAY.get(step.name)
        if of is None:
            self._compare(step)
            return
        known = not of.reach and self.has_prev
        self.changed[step.name] = days_of(step.name, self.changed, self.shop.con) if known else None

    def _compare(self, step: Step) -> None:
        if step.name in COMPARED and self.has_prev:
            self.changed[step.name] = differing(self.shop.con, step.name)

    def _make_runs(self, step: Step, runs: list[Run]) -> str:
        if not runs:
            run_step(self.shop.con, step)
            return ""
        if self.begun and not all(run.anew for run in runs):
            self._replace(step, [run for run in runs if run.anew])
        else:
            self._lay(step, runs)
        taken = sum(length(run) for run in runs if not run.anew)
        made = sum(length(run) for run in runs if run.anew)
        return f"{taken:,} days taken over, {made:,} made anew" if taken else ""

    def _replace(self, step: Step, runs: list[Run]) -> None:
        """Make some days of a mart anew where it is. Begun a second time, it comes to the same."""
        if runs:
            held = " or ".join(run.holds("day") for run in runs)
            self.shop.con.execute(f"delete from {place_of(step)} where {held}")
        for run in runs:
            self._insert(step, run)

    def _lay(self, step: Step, runs: list[Run]) -> None:
        """Make a mart from runs of days, one after the other; what is done of them stays."""
        con, place = self.shop.con, place_of(step)
        begun = self.shop.done(step.name)
        if not begun:
            con.execute(f"create or replace table {place} as {typed_select(con, step)} limit 0")
        for number, run in enumerate(runs[begun:], begun + 1):
            if begun and number == begun + 1:  # of a part that was not finished
                con.execute(f"delete from {place} where {run.holds('day')}")
            if run.anew:
                self._insert(step, run)
            else:
                con.execute("set preserve_insertion_order = true")
                con.execute(
                    f"insert into {place} by name select * from prev.{step.name} where {run.holds('day')}"
                )
                con.execute("set preserve_insertion_order = false")
            self.shop.finish(step.name, number)

    def _insert(self, step: Step, run: Run) -> None:
        with self._only(step, run):
            self.shop.con.execute(
                f"insert into {place_of(step)} by name {typed_select(self.shop.con, step)} "
                f"where {run.holds('x.day')} order by {step.order}"
            )

    def _make_reached(self, step: Step, of: Days, days: frozenset[Day]) -> str:
        """A mart whose rows reach over days: from the rows of all that was there on the changed days."""
        if step.kind == "work":
            return self._make_visits(step, of.reads, days)
        con, read = self.shop.con, of.reads[0]
        affected = days if of.onward else self._affected(step, of.reads, of.reach, days)
        self.changed[step.name] = affected
        runs = self._runs(step, affected)
        if not any(run.anew for run in runs):
            return self._make_runs(step, runs)
        anew = " or ".join(run.holds("f.day") for run in runs if run.anew)
        con.execute(
            f"create or replace temp table reached as select distinct {of.reach} from {PLACES[read]} f where {anew}"
        )
        with only_of(con, read, of.reach):
            return self._make_runs(step, runs)

    def _make_of_ids(self, step: Step, of: Ids) -> str:
        """A mart of rows of the same id on any days: those of ids seen on changed days, all others taken over."""
        con, told, place = self.shop.con, self.changed.get(of.reads), place_of(step)
        if not self.begun or not isinstance(told, Mapping) or _ends_earlier(con):
            return ""
        days = among(of_all(told))
        con.execute(f"""create or replace temp table reached as
            select id from {PLACES[of.reads]} where {days}
            union select id from prev.{of.reads} where {days}
            union select id from prev.{step.name} where {of.lately}""")
        select = typed_select(con, step)
        con.execute(f"create or replace table {place} as {select} limit 0")
        with only_of(con, of.reads, "id"):
            con.execute(f"""insert into {place} by name select * from (
                select * from prev.{step.name} where id not in (select id from reached)
                union all by name {select}) x order by {step.order}""")
        return "of ids seen on changed days"

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

    def _affected(self, step: Step, reads: tuple[str, ...], reach: str, days: frozenset[Day]) -> Changed:
        """Days that hold, now or before, anything that was there on a changed day of what is read."""
        con = self.shop.con
        touched = " union ".join(
            f"select {reach} from {catalog}.{read} where {among(days)} and {reach} is not null"
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
        with in_place_of(
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
        with in_place_of(self.shop.con, table, whole):
            yield

    def _runs(self, step: Step, changed: Changed) -> list[Run]:
        """The runs of days a mart is put together from; none: it is made at one go."""
        if step.kind == "work":
            return []
        taken, table = self._taken(step, changed), BY_DAY[step.name].reads[0]
        if taken is not None or table not in TABLES:
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


def _ends_earlier(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the data now ends before it did in the snapshot before."""
    return bool(
        con.execute(
            "select 1 from rules, prev.meta m where m.key = 'as_of' and rules.as_of < cast(m.value as date)"
        ).fetchall()
    )
