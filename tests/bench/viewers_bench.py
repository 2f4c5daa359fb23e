"""Many viewers of one server, each a session on the websocket that changes a filter now and then.

    python -m tests.bench.viewers_bench [--home data] [--viewers 50] [--think 10] [--rounds 6] [--page overview|all]

One viewer alone; then so many with their time to think between changes; then all at the same moment; then all ask one
question that nobody asked before, and its statements are counted. With a proxy (nginx) on the machine, also the same
viewers on two server processes over the same folder behind it, each viewer kept to one of them by a cookie.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import psutil

from tests.bench.asked import Asked, asked, pages
from tests.bench.driver import Run, Viewer, viewer
from tests.bench.proxied import proxied, proxy
from tests.bench.results import Line, Results, late
from tests.bench.served import Served, serving

TIMES_ALONE, ALL_LATE_MS, MOST_MB = 3.0, 1000.0, 600.0
SEED, PROCESSES = 5, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How many, how long they think, how often they change something, and what they look at."""

    viewers: int
    think: float
    rounds: int
    pages: Sequence[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all parts and print their figures; 1 when a goal is not reached."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--home", type=Path, default=Path("data"))
    reader.add_argument("--viewers", type=int, default=50)
    reader.add_argument(
        "--think", type=float, default=10, help="seconds between a viewer's changes, on average"
    )
    reader.add_argument("--rounds", type=int, default=6, help="changes of each viewer")
    reader.add_argument("--page", default="overview", help="the address of a page, or all")
    given = reader.parse_args(arguments)
    home = asked(given.home)
    seen = pages() if given.page == "all" else [given.page]
    plan = Plan(given.viewers, given.think, given.rounds, seen)
    results = Results("viewers", str(home.home), told={"snapshot": home.snapshot, "rows": home.rows})
    print(f"{home.home}: snapshot {home.snapshot}, {home.rows} rows, page {given.page}")
    with tempfile.TemporaryDirectory() as folder, serving(home.home, Path(folder) / "queries") as served:
        asyncio.run(_all(home, served, plan, results))
    if proxy() is None:
        print("nginx is not on this machine, so nothing was measured behind it")
    else:
        with (
            tempfile.TemporaryDirectory() as folder,
            proxied(home.home, Path(folder), PROCESSES) as (host, servers),
        ):
            asyncio.run(_behind(home, host, servers, plan, results))
    return results.keep()


async def _all(home: Asked, served: Served, plan: Plan, results: Results) -> None:
    alone = await _alone(home, served, plan, results)
    async with AsyncExitStack() as stack:
        readers = await arrived(stack, [served.host] * plan.viewers, plan)
        results.add(Line("memory, everyone there", _mb(served), "MB"))
        busy = await thinking(readers, home, plan, first=40)
        some = [run.ms for run in busy]
        results.spread(f"{plan.viewers} viewers, {plan.think:g} s to think: server", some)
        results.add(Line("its p95 / p50 of one viewer alone", late(some) / alone, "x", TIMES_ALONE))
        _failures(f"errors, {plan.think:g} s to think", busy, results)
        await _at_once(readers, home, plan, results)
        await _one_question(readers, home, served, plan, results)
    results.add(Line("memory of the server process", _mb(served), "MB", MOST_MB))


async def _alone(home: Asked, served: Served, plan: Plan, results: Results) -> float:
    """The median of one viewer, who asks from the same mixture as everyone later: most were asked before."""
    async with viewer(served.host, _name(plan.pages[0])) as reader:
        for page in plan.pages:
            await reader.ask("", _name(page))
        runs = [await reader.ask(*asks) for asks in islice(_changes(home, plan, first=20, seed=0), 60)]
    return results.spread("one viewer alone: server", [run.ms for run in runs])


async def arrived(stack: AsyncExitStack, hosts: Sequence[str], plan: Plan) -> list[Viewer]:
    """Sessions that have all seen their first page, one after the other."""
    readers = []
    for number, (host, page) in enumerate(zip(hosts, cycle(plan.pages), strict=False)):
        reader = await stack.enter_async_context(
            viewer(host, _name(page), cookie=f"sightline_viewer={number}")
        )
        await reader.ask("")
        readers.append(reader)
    return readers


async def thinking(readers: Sequence[Viewer], home: Asked, plan: Plan, first: int) -> list[Run]:
    """Each changes something, then thinks for a time that is different every time; gives all runs."""

    async def reads(number: int, reader: Viewer) -> list[Run]:
        pause, runs = random.Random(number), []
        for asks in islice(_changes(home, plan, first, seed=number), plan.rounds):
            await asyncio.sleep(pause.uniform(0, 2 * plan.think))
            runs.append(await reader.ask(*asks))
        return runs

    found = await asyncio.gather(*(reads(number, reader) for number, reader in enumerate(readers)))
    return [run for runs in found for run in runs]


async def _at_once(readers: Sequence[Viewer], home: Asked, plan: Plan, results: Results) -> None:
    """Everyone at the same moment, each with a filter of their own: first asked before by nobody, then by everyone."""
    addresses = list(islice(home.addresses(80), len(readers)))
    for what in ("new questions", "asked before"):
        runs = await asyncio.gather(
            *(reader.ask(address) for reader, address in zip(readers, addresses, strict=True))
        )
        found = [run.ms for run in runs]
        results.spread(f"{len(readers)} at once, {what}", found)
        results.add(Line(f"{len(readers)} at once, {what}: p95", late(found), goal=ALL_LATE_MS))
        _failures(f"errors, {len(readers)} at once, {what}", runs, results)


async def _one_question(
    readers: Sequence[Viewer], home: Asked, served: Served, plan: Plan, results: Results
) -> None:
    """Everyone asks one thing that nobody asked before: each of its statements must run once."""
    address = next(home.addresses(120))
    served.queries()
    runs = await asyncio.gather(*(reader.ask(address) for reader in readers))
    asks = [line.split()[2] for line in served.queries()]
    results.spread(f"{len(readers)} at once, one new question", [run.ms for run in runs])
    again = len(asks) - len(set(asks))
    note = f"  of {len(set(asks))}"
    results.add(Line("statements of it that ran more than once", again, "", 0, note=note))


async def _behind(home: Asked, host: str, servers: Sequence[Served], plan: Plan, results: Results) -> None:
    """The same viewers behind a proxy: with time to think, then all at once, and how many each process has."""
    async with AsyncExitStack() as stack:
        readers = await arrived(stack, [host] * plan.viewers, plan)
        busy = await thinking(readers, home, plan, first=40)
        what = f"{len(servers)} processes, {plan.viewers} viewers"
        results.spread(f"{what}, {plan.think:g} s to think", [run.ms for run in busy])
        _failures(f"errors, {what}", busy, results)
        addresses = list(islice(home.addresses(80), len(readers)))
        runs = await asyncio.gather(
            *(reader.ask(address) for reader, address in zip(readers, addresses, strict=True))
        )
        results.spread(f"{what} at once, new questions", [run.ms for run in runs])
        _failures(f"errors, {what} at once", runs, results)
        held = [
            sum(c.status == "ESTABLISHED" and c.laddr.port == _port(served)
                for c in psutil.Process(served.pid).net_connections())
            for served in servers
        ]  # fmt: skip
    results.add(Line("viewers of the least busy process", min(held), "", note=f"  {held}"))


def _port(served: Served) -> int:
    return int(served.host.rpartition(":")[2])


def _changes(home: Asked, plan: Plan, first: int, seed: int) -> Iterator[tuple[str, str]]:
    """Addresses and pages without end: one of a hundred and fifty scopes, on one of the plan's pages."""
    chosen = random.Random(SEED + seed)
    addresses = list(islice(home.addresses(first), 150))
    while True:
        yield chosen.choice(addresses), _name(chosen.choice(plan.pages))


def _failures(what: str, runs: Sequence[Run], results: Results) -> None:
    results.add(Line(what, sum(run.failed for run in runs), "", 0, note=f"  of {len(runs)} runs"))


def _name(page: str) -> str:
    return "" if page == "overview" else page


def _mb(served: Served) -> float:
    return float(psutil.Process(served.pid).memory_info().rss) / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
