"""What every page costs its reader: the server beyond its queries, and the wait until a filter change is painted.

    python -m tests.bench.screen_bench [--home data] [--changes 12] [--pages overview voice]

For each page, over a home: the server time of a rerun through the websocket (by the clock, in queries, beyond them, of
CPU) for questions nobody asked before and for the same ones repeated; the wait from a click on a filter until the
page is painted in headless Chromium, new and repeated. Then, once: the same click on an empty page served with the same
settings, the first paint of the Overview from the start of the server and later, and the bytes of a first view beside
those of a default plotly page. CPU is a mean, for a process counts it in hundredths of a second.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

import psutil
from playwright.sync_api import Browser

from tests.bench.asked import Asked, asked, pages
from tests.bench.driver import Viewer, viewer
from tests.bench.painted import Opened, browsing, opened
from tests.bench.results import Line, Results, late
from tests.bench.screen_first import empty_clicks, first_paints, first_views
from tests.bench.served import Served, busy_ms, serving

CONTENT = "[data-testid=stMainBlockContainer]"
BUSY = "[data-testid=stSkeleton], [data-testid=stApp][data-test-script-state=running]"
WRONG = "[data-testid=stException], [data-testid=stAlertContentError]"
PILLS = ".scope .choices:popover-open .pills button"
CLICKED = ("segment", "persona", "region", "channel")
PAINTED_MS, PAINTED_LATE_MS, BEYOND_MS, TIMES_EMPTY = 250.0, 400.0, 30.0, 3.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every page and print its figures; 1 when a goal is not reached."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--home", type=Path, default=Path("data"))
    reader.add_argument("--changes", type=int, default=12, help="filter changes on each page")
    reader.add_argument("--pages", nargs="*", default=pages())
    given = reader.parse_args(arguments)
    home = asked(given.home)
    results = Results("screen", str(home.home), told={"snapshot": home.snapshot, "rows": home.rows})
    print(f"{home.home}: snapshot {home.snapshot}, {home.rows} rows")
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "queries"
        with browsing() as browser, serving(home.home, log) as served:
            first_paints(browser, served, results)
            cached = {
                page: _page(page, number, home, served, browser, given.changes, results)
                for number, page in enumerate(given.pages)
            }
            floor = empty_clicks(browser, given.changes, results)
            first_views(browser, results)
        with serving(home.home, log) as served:
            for number, page in enumerate(given.pages):
                _server(page, number, home, served, given.changes, results)
    for page, cost in cached.items():
        goal = TIMES_EMPTY if page == "overview" else None
        results.add(Line(f"{page}: painted, repeated / empty page", cost / floor, "x", goal))
    return results.keep()


def _server(page: str, number: int, home: Asked, served: Served, changes: int, results: Results) -> None:
    """A page's reruns by the websocket: questions never asked, then the same again."""
    addresses = list(islice(home.addresses(number), changes))
    new, again = asyncio.run(_reruns(served, page, addresses))
    results.spread(f"{page}: server, new", [run[0] for run in new], note=f"  CPU {_mean(new, 2):.0f} ms")
    results.spread(
        f"{page}: server in queries, new", [run[1] for run in new], note=f"  {_mean(new, 3):.0f} queries"
    )
    results.spread(f"{page}: server beyond queries, new", [run[0] - run[1] for run in new])
    results.spread(
        f"{page}: server, repeated", [run[0] for run in again], BEYOND_MS, f"  CPU {_mean(again, 2):.0f} ms"
    )


Cost = tuple[float, float, float, int]
"""Milliseconds of one rerun by the clock, while queries ran, and of CPU; and how many queries there were."""


async def _reruns(served: Served, page: str, addresses: Sequence[str]) -> tuple[list[Cost], list[Cost]]:
    name = "" if page == "overview" else page
    async with viewer(served.host, name) as reader:
        await reader.ask("")
        served.queries()
        new = [await _rerun(reader, served, address) for address in addresses]
        return new, [await _rerun(reader, served, address) for address in addresses]


async def _rerun(reader: Viewer, served: Served, address: str) -> Cost:
    process = psutil.Process(served.pid)
    before = process.cpu_times()
    run = await reader.ask(address)
    after = process.cpu_times()
    if run.failed:
        raise RuntimeError(f"the page failed for {address}")
    queries = served.queries()
    return run.ms, busy_ms(queries), 1000 * (sum(after[:2]) - sum(before[:2])), len(queries)


def _mean(runs: Iterable[Cost], place: int) -> float:
    return statistics.fmean(run[place] for run in runs)


def _page(
    page: str, number: int, home: Asked, served: Served, browser: Browser, changes: int, results: Results
) -> float:
    """Clicks on a page's filters in the browser; gives the median of the repeated ones, in milliseconds."""
    with opened(browser, CONTENT, busy=BUSY) as tab:
        path = "" if page == "overview" else page
        tab.page.goto(f"http://{served.host}/{path}?{urlencode(home.range_of(number))}")
        tab.settled()
        time.sleep(1.5)
        chrome = [child for child in psutil.Process().children(recursive=True) if "chrom" in child.name()]
        before, server_before = _cpu(chrome), _cpu([psutil.Process(served.pid)])
        new = _clicks(tab, changes)
        spent, server = _cpu(chrome) - before, _cpu([psutil.Process(served.pid)]) - server_before
        again = _clicks(tab, changes)
        if tab.page.locator(WRONG).count():
            raise RuntimeError(f"{page} says: {tab.page.locator(WRONG).first.inner_text()}")
    note = f"  CPU server {server / len(new):.0f}, browser {spent / len(new):.0f} ms"
    results.spread(f"{page}: painted, new", new, PAINTED_MS, note)
    results.add(Line(f"{page}: painted, new, p95", late(new), goal=PAINTED_LATE_MS))
    return results.spread(f"{page}: painted, repeated", again)


def _clicks(tab: Opened, changes: int) -> list[float]:
    """Choose value after value of the filters, one more each time, then clear them again by the bar's own button."""
    waits: list[float] = []
    for name in CLICKED:
        button = tab.page.locator(f"[popovertarget=scope-choices-{name}]")
        if len(waits) >= changes or button.is_disabled():
            continue
        button.click()
        pills = tab.page.locator(PILLS)
        pills.first.wait_for()
        tab.page.wait_for_timeout(400)
        labels = [label.strip() for label in pills.all_inner_texts() if label.strip()]
        for label in labels[: changes - len(waits)]:
            waits.append(tab.click(PILLS, label))
        tab.page.keyboard.press("Escape")
        tab.page.wait_for_timeout(300)
    tab.page.locator(".scope .clear:visible").first.click()
    tab.page.wait_for_timeout(1500)
    return waits


def _cpu(processes: Iterable[psutil.Process]) -> float:
    return sum((1000.0 * sum(one.cpu_times()[:2]) for one in processes if one.is_running()), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
