"""Of screen_bench: first paints, first views and the empty page that its figures stand beside."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.painted import Opened, Wire, opened
from tests.bench.results import Line, Results
from tests.bench.served import Served, serving_page

CONTENT = "[data-testid=stMainBlockContainer]"
RUNNING = "[data-testid=stSkeleton], [data-testid=stApp][data-test-script-state=running]"
DRAWN = ".js-plotly-plot .main-svg"
COLD_S, TIMES_PLAIN = 4.0, 0.6


def first_paints(browser: Browser, served: Served, results: Results) -> None:
    """The Overview from the start of the server, for the next new visitor, and for one who comes back."""
    with opened(browser, CONTENT, busy=RUNNING) as tab:
        begun = time.perf_counter()
        tab.page.goto(f"http://{served.host}/", wait_until="commit")
        painted = _first(tab)
        cold = begun - served.started + painted / 1000
    results.add(Line("server start to first paint", cold, "s", COLD_S))
    with opened(browser, CONTENT, busy=RUNNING) as tab:
        wire = Wire(tab.page)
        tab.page.goto(f"http://{served.host}/", wait_until="commit")
        results.add(Line("first paint, server warm, empty browser cache", _first(tab)))
        results.told["first_view_bytes"] = wire.bytes
        tab.page.reload(wait_until="commit")
        results.add(Line("first paint, server warm, browser cache warm", _first(tab)))


def first_views(browser: Browser, results: Results) -> None:
    """The bytes of a first view beside those of a page of eight st.metric and four plotly.express charts."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_page("plotly_page.py", Path(folder), ours=False) as served,
        opened(browser, CONTENT, busy=RUNNING) as tab,
    ):
        wire = Wire(tab.page)
        tab.page.goto(f"http://{served.host}/", wait_until="commit")
        _first(tab)
        plain = wire.bytes
    ours = results.told["first_view_bytes"]
    results.told["plain_view_bytes"] = plain
    results.add(
        Line("first view, over the wire", ours / 1e6, "MB", note=f"  default plotly page {plain / 1e6:.2f}")
    )
    results.add(Line("first view / default plotly page", ours / plain, "x", TIMES_PLAIN))


def empty_clicks(browser: Browser, changes: int, results: Results) -> float:
    """The median wait of a filter change on an empty page with the dashboard's own settings, in milliseconds."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving_page("empty_server.py", Path(folder), ours=True) as served,
        opened(browser, CONTENT, busy=RUNNING) as tab,
    ):
        tab.page.goto(f"http://{served.host}/")
        tab.settled()
        tab.page.locator(".st-key-scope_segment_open button").click()
        pills = tab.page.locator("[data-testid=stPopoverBody] button")
        pills.first.wait_for()
        tab.page.wait_for_timeout(500)
        labels = [label.strip() for label in pills.all_inner_texts() if label.strip()]
        many = max(changes, len(labels))
        waits = [
            tab.click("[data-testid=stPopoverBody] button", labels[i % len(labels)]) for i in range(many)
        ]
    return results.spread("empty page: painted", waits)


def _first(tab: Opened) -> float:
    """Milliseconds from the start of loading to the paint of the whole page, its first chart included."""
    tab.page.locator(DRAWN).first.wait_for(state="attached", timeout=60_000)
    return tab.settled()
