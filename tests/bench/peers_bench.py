"""The same overview here, on Dash and on Apache Superset: eight tiles with sparklines, four charts, one filter.

    python -m tests.bench.peers_bench [--home data] [--changes 16] [--peers dash superset]

All read one snapshot file. In one run, one browser after the other: the wait from a click that changes the filter until
everything is painted, for questions that were not asked before and for the same ones again. Ours are two: the Overview
as it is, and a page of eight tiles and four plotly charts by its own parts, which is what the peers draw and what the
goals are for. The peers are installed from PyPI into environments of their own under .bench/peers (Superset: about
1 GB), with the DuckDB of this project, for an older one cannot read its files. Superset applies its filter with a
button: from the click on that. Its own cache keeps the answers; Dash keeps none. Superset draws on canvases, of which
only the elements around them are watched, which is in its favour.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.bench.asked import Asked, asked
from tests.bench.painted import Opened, browsing, opened
from tests.bench.peers.environment import environment, versions
from tests.bench.peers.overview import FILTER, MONTHS, TILES
from tests.bench.peers.superset_made import PASSWORD, USER, make_dashboard
from tests.bench.peers.superset_served import superset
from tests.bench.results import Line, Results
from tests.bench.screen_bench import BUSY, CONTENT, PILLS, WRONG
from tests.bench.served import ROOT, Served, free_port, running, serving, serving_page

GOALS = {"superset": 0.10, "dash": 0.8}
HEIGHT = 1700
Toggle = Callable[[str], float]
"""Adds a value to the filter or takes it away; milliseconds until everything is painted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each in turn and print the ratios; 1 when a goal is not reached."""
    reader = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("--home", type=Path, default=Path("data"))
    reader.add_argument("--changes", type=int, default=16)
    reader.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    given = reader.parse_args(arguments)
    home = asked(given.home)
    results = Results("peers", str(home.home), told={"snapshot": home.snapshot, "rows": home.rows})
    print(f"{home.home}: snapshot {home.snapshot}, {home.rows} rows")
    _measured("overview", _overview, home, given.changes, results)
    ours = _measured("same page", _same, home, given.changes, results)
    for peer in given.peers:
        theirs = math.nan
        try:
            theirs = _measured(peer, PEERS[peer], home, given.changes, results)
        except (RuntimeError, PlaywrightError) as error:
            results.told[f"{peer} failed"] = str(error)
            print(f"{peer}: {error}")
        results.add(Line(f"painted, uncached: same page / {peer}", ours / theirs, "x", GOALS[peer]))
    return results.keep()


def _measured(
    name: str,
    begun: Callable[[Asked, Browser, Results], Iterator[tuple[Toggle, Served]]],
    home: Asked,
    changes: int,
    results: Results,
) -> float:
    """The median of questions that were not asked before; the same again is kept beside it."""
    steps = list(_steps(home.vocabulary.values[FILTER], changes))
    with browsing() as browser, contextmanager(begun)(home, browser, results) as (toggle, served):
        new = [toggle(value) for value in steps]
        for value in reversed(steps):
            toggle(value)
        again = [toggle(value) for value in steps]
        server = psutil.Process(served.pid)
        memory = sum(one.memory_info().rss for one in [server, *server.children(recursive=True)]) / 1e6
    found = results.spread(f"{name}: painted, uncached", new)
    results.spread(f"{name}: painted, asked before", again)
    results.add(Line(f"{name}: memory of the server", memory, "MB"))
    return found


def _steps(values: Sequence[str], changes: int) -> Iterator[str]:
    """Values to add or take away so that no choice comes twice (a Gray code); at most 2 to the count of them."""
    for number in range(1, min(changes + 1, 2 ** len(values))):
        yield values[(number & -number).bit_length() - 1]


def _days(home: Asked) -> tuple[str, str]:
    latest = home.vocabulary.as_of + timedelta(days=1)
    return str(latest - timedelta(days=30 * MONTHS)), str(latest)


def _overview(home: Asked, browser: Browser, results: Results) -> Iterator[tuple[Toggle, Served]]:
    """The Overview with a view of the same eight tiles, over a folder that only points at the home's snapshots."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kept in ("snapshots", "company.toml"):
            (folder / kept).symlink_to(home.home / kept)
        (folder / "views").mkdir()
        tiles = ", ".join(f'"{tile.key}"' for tile in TILES)
        (folder / "views" / "same.toml").write_text(f'name = "Same"\ntiles = [{tiles}]\n', "utf-8")
        with serving(folder, folder / "queries") as served:
            yield from _ours("overview", served, "?view=same", browser, results)


def _same(home: Asked, browser: Browser, results: Results) -> Iterator[tuple[Toggle, Served]]:
    """Eight tiles and four plotly charts by the dashboard's own parts."""
    more = {"SIGHTLINE_HOME": str(home.home), "PYTHONPATH": str(ROOT)}
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_page("same_server.py", Path(folder), ours=True, more=more) as served,
    ):
        yield from _ours("same page", served, "", browser, results)


def _ours(
    name: str, served: Served, query: str, browser: Browser, results: Results
) -> Iterator[tuple[Toggle, Served]]:
    with opened(browser, CONTENT, HEIGHT, BUSY) as tab:
        tab.page.goto(f"http://{served.host}/{query}")
        tab.page.locator(".js-plotly-plot .main-svg").first.wait_for(state="attached")
        tab.settled()
        tab.page.locator(f"[popovertarget=scope-choices-{FILTER}]").first.click()
        tab.page.locator(PILLS).first.wait_for()
        tab.page.wait_for_timeout(2000)
        charts, tiles = (tab.page.locator(what).count() for what in (".js-plotly-plot", "button.tile"))
        results.told[name] = {"plotly charts": charts, "tiles": tiles}
        yield lambda value: tab.click(PILLS, value), served
        if tab.page.locator(WRONG).count():
            raise RuntimeError(tab.page.locator(WRONG).first.inner_text())


def _dash(home: Asked, browser: Browser, results: Results) -> Iterator[tuple[Toggle, Served]]:
    """Dash, served by waitress."""
    port = free_port()
    snapshot = home.home / "snapshots" / f"{home.snapshot}.duckdb"
    script = Path(__file__).parent / "peers" / "dash_app.py"
    words = [str(environment("dash") / "python"), str(script), str(snapshot), str(port), *_days(home)]
    results.told["dash"] = versions("dash", ("dash", "plotly", "duckdb"))
    with (
        tempfile.TemporaryDirectory() as folder,
        running(words, f"http://127.0.0.1:{port}/", {}, said=Path(folder) / "log") as served,
        opened(browser, "#content", HEIGHT, "[data-dash-is-loading=true]") as tab,
    ):
        tab.page.goto(f"http://{served.host}/")
        tab.page.locator(".js-plotly-plot .main-svg").nth(11).wait_for(state="attached")
        tab.settled()
        tab.page.wait_for_timeout(2000)
        yield lambda value: tab.click("#choices label", value), served


def _superset(home: Asked, browser: Browser, results: Results) -> Iterator[tuple[Toggle, Served]]:
    """Superset, its dashboard made for this run."""
    grid, apply = ".grid-container", "[data-test=filter-bar__apply-button]"
    busy = f"{grid} .loading, {grid} [data-test=loading-indicator]"
    snapshot = home.home / "snapshots" / f"{home.snapshot}.duckdb"
    with tempfile.TemporaryDirectory() as folder, superset(Path(folder)) as served:
        results.told["superset"] = versions("superset", ("apache-superset", "duckdb-engine", "duckdb"))
        url = f"http://{served.host}"
        address = make_dashboard(url, snapshot, *_days(home))
        with opened(browser, grid, HEIGHT, busy, quiet=1500) as tab:
            tab.page.context.request.post(f"{url}/login/", form={"username": USER, "password": PASSWORD})
            tab.page.goto(address)
            tab.settled()
            tab.page.wait_for_timeout(3000)
            yield lambda value: _applied(tab, value, apply), served


def _applied(tab: Opened, value: str, apply: str) -> float:
    """Choose or unchoose a value in the filter's list, close it, then press its button."""
    tab.page.locator("[data-test=form-item-value] [role=combobox]").first.click(force=True)
    tab.page.locator(f".ant-select-dropdown:visible .ant-select-item-option[title='{value}']").click()
    tab.page.keyboard.press("Escape")
    tab.page.locator(f"{apply}:not([disabled])").wait_for()
    tab.page.wait_for_timeout(300)
    return tab.click(apply, tab.page.locator(apply).inner_text().strip())


PEERS = {"dash": _dash, "superset": _superset}

if __name__ == "__main__":
    sys.exit(main())
