"""What every page asks of the marts: how long, how it grows with the data, and against statements written by hand.

    python -m tests.bench.questions_bench --home .bench/homes/10m [--runs 7]

Every page is run as for a reader on its usual scope and on scopes with a filter; its statements are collected and asked
again alone. Growth is told against the smallest home measured before (its figures lie in .bench).
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import parse_qs

import pyarrow as pa

from dashboard.insight.funnel import Step, Way, walk
from dashboard.insight.funnel_counts import counted
from dashboard.insight.funnel_read import read_touches
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.shape import ask
from dashboard.scope import Scope
from dashboard.screens import data
from dashboard.screens.exhibits import page, visit_of
from dashboard.store.snapshot import Snapshot, SnapshotError
from tests.bench.asked import SIZES, asked
from tests.bench.raw_bench import LONG_MS, compare
from tests.bench.results import FOLDER, Line, Results, late

PAGES = ("overview", "journey", "retention", "voice", "teams", "digital", "scorecard")
QUERIES = ("", "segment=Plus", "channel=web")
MOST_GROWTH, MOST_ONE_MS, MOST_BY_HAND, MOST_FUNNEL = 0.25, 50.0, 1.3, 0.5
BY_HAND = """with windows as (
  select unnest($label) as label, unnest($first_day) as first_day, unnest($end_day) as end_day
)
select w.label, sum(r.promoters)::double, sum(r.detractors)::double, sum(r.nps_answers)::double
from windows w
join (
  select day, sum(promoters) as promoters, sum(detractors) as detractors, sum(nps_answers) as nps_answers
  from survey_answer_day_place where day >= $earliest and day < $latest group by day
) r on r.day >= w.first_day and r.day < w.end_day
group by w.label"""


class Listening:
    """A snapshot that remembers what it was asked."""

    def __init__(self, db: Snapshot) -> None:
        self.name, self._db = db.name, db
        self.heard: dict[tuple[str, str], tuple[str, Mapping[str, object] | None, bool]] = {}

    def query(self, sql: str, params: Mapping[str, object] | None = None, *, many: bool = False) -> pa.Table:
        """The snapshot's answer."""
        self.heard[sql, repr(params)] = (sql, params, many)
        return self._db.query(sql, params, many=many)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one home; 1 when a goal is not reached."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--home", type=Path, default=Path("data"))
    reader.add_argument("--runs", type=int, default=7)
    given = reader.parse_args(arguments)
    home, as_of = given.home.resolve(), asked(given.home).vocabulary.as_of
    results = Results("questions", str(home))
    db, _ = data.published(home)
    assert db is not None
    data.facts(db)
    sums = {name: _page(name, home, db, results, given.runs) for name in PAGES}
    results.told["pages"] = sums
    _growth(home, sums, results)
    _by_hand(db, as_of, results, given.runs)
    _funnel(db, as_of, results)
    compare(home, db, data.facts(db).vocabulary, results, given.runs)
    return results.keep()


def _page(name: str, home: Path, db: Snapshot, results: Results, runs: int) -> float:
    """The sum of a page's statements, and its slowest. Gives the sum on the usual scope."""
    usual = math.nan
    for query in QUERIES:
        said = parse_qs(query)
        listening = Listening(db)
        try:
            page(name, visit_of(listening, home, said), said)  # type: ignore[arg-type]
        except SnapshotError as error:
            results.add(Line(f"{name} {query}", math.inf, note=str(error)))
            continue
        each = [[_once(db, *heard) for _ in range(runs)] for heard in listening.heard.values()]
        totals = [sum(times) for times in zip(*each, strict=True)]
        whom = f"{name} {query or 'without a filter'}"
        middle = results.spread(f"{whom}: all its queries", totals, note=f"{len(each)} queries")
        slowest = max(each, key=statistics.median, default=[0.0])
        first = list(listening.heard)[each.index(slowest)][0].splitlines()[0] if each else ""
        goal = MOST_ONE_MS if home.name == "100m" and not query else None
        results.add(Line(f"{whom}: slowest query, p95", late(slowest), "ms", goal, note=first[3:90]))
        usual = usual if query else middle
    return usual


def _once(db: Snapshot, sql: str, params: Mapping[str, object] | None = None, many: bool = False) -> float:
    started = perf_counter()
    db.query(sql, params, many=many)
    return (perf_counter() - started) * 1000


def _growth(home: Path, sums: dict[str, float], results: Results) -> None:
    """The exponent of growth of each page from the smallest size measured before."""
    if home.name not in SIZES:
        return
    for size, events in SIZES.items():
        path = FOLDER / f"questions-{size}.json"
        if events >= SIZES[home.name] or not path.exists():
            continue
        before = json.loads(path.read_text("utf-8"))["told"]["pages"]
        steps = math.log(SIZES[home.name] / events)
        for name, took in sums.items():
            growth = math.log(took / before[name]) / steps
            results.add(Line(f"{name}: growth exponent from {size}", growth, "", MOST_GROWTH))
        whole = math.log(sum(sums.values()) / sum(before[name] for name in sums)) / steps
        results.add(Line(f"all pages: growth exponent from {size}", whole, "", MOST_GROWTH))
        return


def _by_hand(db: Snapshot, as_of: date, results: Results, runs: int) -> None:
    end = as_of + timedelta(days=1)
    scope = Scope(end - timedelta(days=90), end)
    before = scope.before()
    question = compile_query([CATALOGUE["nps"]], scope, [scope.now(), *([before] if before else [])])
    ours = [_once(db, question.sql, question.params) for _ in range(20 * runs)]
    hand = [_once(db, BY_HAND, question.params) for _ in range(20 * runs)]
    ratio = statistics.median(ours) / statistics.median(hand)
    note = f"{statistics.median(ours):.1f} ms"
    results.add(Line("catalogue query / written by hand", ratio, "", MOST_BY_HAND, note=note))


def _funnel(db: Snapshot, as_of: date, results: Results) -> None:
    """All customers of all time through the usual steps: fetched and walked, and as the best self-join in SQL."""
    rows = (
        db.query("select stage from funnel_usual where unit = 'customer' order by place")
        .column("stage")
        .to_pylist()
    )
    steps = [Step("stage", stage) for stage in rows]
    start, end = data.facts(db).vocabulary.first_day, as_of + timedelta(days=1)
    params = {
        "unit": "customer",
        "start": start,
        "end": end,
        "last": end + timedelta(days=31),
    }
    question = ask("funnel_touches", Scope(start, end), params, {})
    ours, theirs, agree = [], [], True
    for _ in range(3):
        began = perf_counter()
        found = counted(
            walk(read_touches(db.query(question.sql, question.params, many=True)), steps, Way(days=30), 2**62)
        )
        ours.append((perf_counter() - began) * 1000)
        began = perf_counter()
        sql = db.query(self_join(rows)).to_pylist()[0]
        theirs.append((perf_counter() - began) * 1000)
        agree = agree and [level.of_first.hits for level in found.levels] == list(sql.values())
        if max(ours + theirs) > 5 * LONG_MS:
            break
    note = f"{min(ours):.0f} ms / {min(theirs):.0f} ms, {'the same counts' if agree else 'COUNTS DIFFER'}"
    results.add(
        Line("exact customer funnel / SQL self-join", min(ours) / min(theirs), "", MOST_FUNNEL, note=note)
    )


def self_join(stages: Sequence[str]) -> str:
    """A chain of ever fewer customers, one self-join a step."""
    quoted = [stage.replace("'", "''") for stage in stages]
    parts = [
        f"""s0 as (select who, min("at") as began, min("at") as "at" from funnel_touch
      where unit = 'customer' and stage = '{quoted[0]}' group by who)"""
    ]
    for place, stage in enumerate(quoted[1:], 1):
        parts.append(f"""s{place} as (select s.who, s.began, min(t."at") as "at" from s{place - 1} s
      join funnel_touch t on t.who = s.who and t.unit = 'customer' and t.stage = '{stage}' and t."at" >= s."at"
        and t."at" <= s.began + interval 30 day group by s.who, s.began)""")
    counts = ", ".join(f"(select count(*) from s{place}) as n{place}" for place in range(len(quoted)))
    return f"-- one row: customers at each step\nwith {', '.join(parts)} select {counts}"


if __name__ == "__main__":
    raise SystemExit(main())
