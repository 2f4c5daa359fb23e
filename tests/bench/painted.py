"""A real browser on this machine, and when a page in it was painted.

Painted is the frame after the last change of the page's content (mutations of its document and of every shadow root
in it), once nothing has changed for a while. What a canvas draws is not a mutation: pages that draw on one count as
painted when their last element is there, which is in their favour.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET_MS, LONGEST_MS = 400, 60_000
WATCH = """content => {
  const bench = window.bench = { changed: 0, painted: 0, count: 0 }
  const inside = node => {
    if (node.getRootNode() instanceof ShadowRoot) return true
    const element = node.nodeType === 1 ? node : node.parentElement
    return Boolean(element && element.closest(content))
  }
  const seen = records => {
    if (!records.some(record => inside(record.target))) return
    bench.changed = performance.now()
    bench.count += 1
    requestAnimationFrame(() => setTimeout(() => { bench.painted = performance.now() }))
  }
  const watch = root => new MutationObserver(seen)
    .observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options)
    watch(root)
    return root
  }
  watch(document)
  bench.quiet = async (start, quiet, longest, busy) => {
    const now = () => performance.now()
    const waiting = () => !bench.changed || bench.changed < start || bench.painted < bench.changed
      || now() - bench.changed < quiet || (busy && document.querySelector(busy))
    while (waiting()) {
      if (now() - start > longest) return NaN
      await new Promise(done => setTimeout(done, 20))
    }
    return bench.painted - start
  }
}"""
CLICK = """async ([find, label, quiet, longest, busy]) => {
  const match = [...document.querySelectorAll(find)].find(element => element.innerText.trim() === label)
  const start = performance.now()
  match.click()
  return await window.bench.quiet(start, quiet, longest, busy)
}"""
SETTLED = "async ([quiet, longest, busy]) => await window.bench.quiet(0, quiet, longest, busy)"


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser. `busy`: what stands on it while it still waits for something."""

    page: Page
    busy: str = ""
    quiet: int = QUIET_MS

    def settled(self) -> float:
        """Milliseconds from the start of its loading until it was painted."""
        return self._heard(SETTLED, [self.quiet, LONGEST_MS, self.busy])

    def click(self, find: str, label: str) -> float:
        """Milliseconds from a click on the element with these words until the page was painted."""
        return self._heard(CLICK, [find, label, self.quiet, LONGEST_MS, self.busy])

    def _heard(self, script: str, given: list[object]) -> float:
        found = self.page.evaluate(script, given)
        if not isinstance(found, int | float) or found != found:
            raise RuntimeError(f"the page did not come to rest within {LONGEST_MS / 1000:.0f} seconds")
        return float(found)


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless browser. Ends the program when there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chrome or Chromium was found, so nothing could be painted.")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, content: str, height: int = 900, busy: str = "", quiet: int = QUIET_MS
) -> Iterator[Opened]:
    """A page of a new visitor, nothing in its cache. `content`: the element whose content is to be painted."""
    context = browser.new_context(viewport={"width": 1440, "height": height})
    context.add_init_script(f"({WATCH})({content!r})")
    yield Opened(context.new_page(), busy, quiet)
    context.close()


class Wire:
    """Counts what a page fetches: bytes as they come over the wire, the websocket's included."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._fetched)
        session.on("Network.webSocketFrameReceived", self._received)

    def _fetched(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _received(self, event: dict[str, dict[str, Any]]) -> None:
        told = event["response"]
        text = told["payloadData"]
        self.bytes += len(text) * 3 // 4 if told.get("opcode") == 2 else len(text)
