"""What a filter change on the Overview costs: the server beyond its queries, and the wait until it is painted.

    python tests/bench/overview_bench.py [--home data] [--changes 30]

Every change asks what was never asked before (a different filter or period each time), unless it says repeated.
Budgets: 60 ms of server time beyond queries, 300 ms until painted, both at the median.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import psutil
import websockets
from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.metrics.vocabulary import read_meta, read_vocabulary
from dashboard.store.snapshot import current, open_snapshot
from tests.bench.served import busy_ms, serving

BEYOND_MS, PAINTED_MS = 60.0, 300.0
PERIODS = ("28d", "90d", "365d", "quarter", "month", "7d")
LAST_CHANGE = """() => {
  const main = document.querySelector('[data-testid=stMainBlockContainer]')
  const watch = root => new MutationObserver(() => { window.changed = performance.now() })
    .observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
  watch(main)
  for (const element of main.querySelectorAll('*')) if (element.shadowRoot) watch(element.shadowRoot)
}"""
CLICK = """async label => {
  const buttons = [...document.querySelectorAll('[data-testid=stPopoverBody] button')]
  const pill = buttons.find(button => button.innerText.trim() === label)
  window.changed = 0
  const start = performance.now()
  pill.click()
  while (!window.changed || performance.now() - window.changed < 400) await new Promise(done => setTimeout(done, 20))
  return window.changed - start
}"""


def main() -> None:
    """Run both parts and print their figures; ends with 1 when a budget is broken."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--home", type=Path, default=Path("data"))
    reader.add_argument("--changes", type=int, default=30)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "queries"
        with serving(asked.home.resolve(), log) as (host, pid):
            beyond = asyncio.run(_server(host, pid, log, _addresses(asked.home, asked.changes)))
            painted = _browser(host, pid)
    raise SystemExit(beyond > BEYOND_MS or painted > PAINTED_MS)


def _addresses(home: Path, changes: int) -> list[str]:
    """Different questions of one filter or period each."""
    path = current(home.resolve())
    if path is None:
        raise SystemExit(f"There is no snapshot in {home}; build one first, for example with: sightline demo")
    db = open_snapshot(path)
    known = read_vocabulary(db).values
    print(f"snapshot {db.name}, {read_meta(db).get('rows', '?')} rows")
    db.close()
    names = ("channel", "stage", "segment", "region", "persona")
    filters = [(name, value) for name in names for value in known.get(name, ())]
    chosen = [
        urlencode([("period", period), (name, value)])
        for period, (name, value) in itertools.product(PERIODS, filters)
    ]
    return chosen[:: max(1, len(chosen) // changes)][:changes]


async def _server(host: str, pid: int, log: Path, addresses: Sequence[str]) -> float:
    process = psutil.Process(pid)
    uri = f"ws://{host}/_stcore/stream"
    async with websockets.connect(
        uri,
        subprotocols=["streamlit"],
        max_size=None,
        origin=f"http://{host}",  # type: ignore[arg-type, list-item]
    ) as socket:
        await _run(socket, "")
        new = [await _timed(socket, address, process, log) for address in addresses]
        again = [await _timed(socket, address, process, log) for address in addresses]
    _say("server, new questions: wall", [run[0] for run in new])
    _say("server, new questions: in queries", [run[1] for run in new])
    _say("server, new questions: beyond queries", [run[0] - run[1] for run in new])
    _say("server, new questions: CPU", [run[2] for run in new])
    _say("server, repeated: wall", [run[0] for run in again])
    _say("server, repeated: CPU", [run[2] for run in again])
    return statistics.median(run[0] - run[1] for run in new)


async def _timed(
    socket: websockets.ClientConnection, address: str, process: psutil.Process, log: Path
) -> tuple[float, float, float]:
    """Milliseconds of one change: by the clock, while queries ran, and of CPU."""
    before, lines = process.cpu_times(), len(log.read_text().splitlines())
    start = time.perf_counter()
    await _run(socket, address)
    wall = 1000 * (time.perf_counter() - start)
    after = process.cpu_times()
    return (
        wall,
        busy_ms(log.read_text().splitlines()[lines:]),
        1000 * (after.user + after.system - before.user - before.system),
    )


async def _run(socket: websockets.ClientConnection, address: str) -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = address
    await socket.send(asked.SerializeToString())
    said = ForwardMsg()
    while said.WhichOneof("type") != "script_finished":
        said.ParseFromString(await socket.recv(decode=False))


def _browser(host: str, pid: int) -> float:
    """Click after click on one filter, in a real browser on this machine, until nothing on the page changes."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("No Chrome or Chromium was found, so the browser part did not run.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://{host}")
        page.wait_for_selector(".js-plotly-plot .main-svg")
        page.wait_for_timeout(2500)
        page.evaluate(LAST_CHANGE)
        processes = (
            [psutil.Process(pid)],
            [p for p in psutil.Process().children(recursive=True) if "chrom" in p.name()],
        )
        before = [_cpu(group) for group in processes]
        new = [wait for name in ("segment", "persona", "region") for wait in _clicks(page, name)]
        spent = [(_cpu(group) - start) / len(new) for group, start in zip(processes, before, strict=True)]
        again = [wait for name in ("segment", "persona", "region") for wait in _clicks(page, name)]
        browser.close()
    _say("painted, new questions", new)
    _say("painted, repeated", again)
    print(f"CPU per change: server {spent[0]:.0f} ms, browser {spent[1]:.0f} ms")
    return statistics.median(new)


def _clicks(page: Page, name: str) -> list[float]:
    """Choose every value of a filter in turn (one more each time), then clear them again, one by one."""
    page.locator(f".st-key-scope_{name}_open button").click()
    pills = page.get_by_test_id("stPopoverBody").get_by_role("button")
    pills.first.wait_for()
    page.wait_for_timeout(500)
    labels = [label.strip() for label in pills.all_inner_texts() if label.strip()]
    waits = [page.evaluate(CLICK, label) for label in [*labels, *labels]]
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    return waits


def _cpu(processes: Sequence[psutil.Process]) -> float:
    return sum(
        1000 * (times.user + times.system) for times in (p.cpu_times() for p in processes if p.is_running())
    )


def _say(what: str, found: Sequence[float]) -> None:
    ranked = sorted(found)
    late = ranked[min(len(ranked) - 1, round(0.95 * (len(ranked) - 1)))]
    print(f"{what:40} p50 {statistics.median(ranked):6.0f} ms   p95 {late:6.0f} ms   n {len(ranked)}")


if __name__ == "__main__":
    main()
