"""A real browser before a real server: one small demo company and one whose every text attacks the reader.

Both homes are made through the door, by the command line, and kept in the temporary folder for as long as the
program stays the same. Servers listen on 127.0.0.1 on a free port and are stopped by their process id.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import alone

HERE = Path(__file__).parent
OUTPUT = HERE / "output"
PROGRAM = HERE.parents[1] / "dashboard"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SCALE = "0.02"
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WHOLE = "() => !document.querySelector('[data-testid=\"stSkeleton\"]')"
MISSING = "BROWSER TESTS DID NOT RUN: no Chrome or Chromium found"
# Asked relative to the page by Streamlit's own client on every page but the first; harmless.
PROBES = ("/_stcore/health", "/_stcore/host-config")

sync_api = pytest.importorskip("playwright.sync_api")


def browser_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker("browser")
        if browser_path() is None:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter) -> None:
    reasons = {str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])}
    if any(MISSING in reason for reason in reasons):
        terminalreporter.section(MISSING, sep="!", red=True, bold=True)


@dataclass
class Site:
    """A running server."""

    url: str
    home: Path


@dataclass
class Visit:
    """One page in one browser context, with everything it asked for and complained about."""

    page: sync_api.Page
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Visit:
        self.page.goto(self.url + path)
        return self.settle()

    def settle(self, seconds: float = 0.4) -> Visit:
        """Wait until the script has run and nothing has moved for a moment."""
        for _ in range(2):
            self.page.wait_for_selector(SETTLED, timeout=30_000)
            self.page.wait_for_function(WHOLE, timeout=30_000)
            self.page.wait_for_timeout(int(seconds * 500))
        return self

    def query(self) -> str:
        return urlsplit(self.page.url).query

    def text(self) -> str:
        return self.page.inner_text('[data-testid="stMain"]')

    def failures(self) -> list[str]:
        """What a page shows when something went wrong."""
        shown = self.page.query_selector_all('[data-testid="stException"]')
        return [box.inner_text() for box in shown] + [
            line
            for line in self.text().splitlines()
            if "Something went wrong" in line or "could not be shown" in line
        ]

    def keep(self, name: str) -> Visit:
        OUTPUT.mkdir(exist_ok=True)
        self.page.screenshot(path=OUTPUT / f"{name}.png")
        return self


@pytest.fixture(scope="session")
def homes() -> Path:
    """The folder of homes made by this very program."""
    digest = hashlib.sha256(SCALE.encode())
    for path in sorted(PROGRAM.rglob("*")):
        if (
            path.suffix in {".py", ".sql", ".toml"}
            and "screens" not in path.parts
            and "figures" not in path.parts
        ):
            digest.update(path.read_bytes())
    for path in (HERE / "hostile.py",):
        digest.update(path.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"sightline-browser-{os.getuid()}" / digest.hexdigest()[:16]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def run(*words: str | Path) -> None:
    """The command `sightline`, which must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.cli", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def made(folder: Path, make: Callable[[Path], None]) -> Path:
    """A home that is whole or not there."""
    with alone(folder.with_name(f"{folder.name}.lock")):
        if not (folder / "snapshots" / "current").exists():
            half = folder.with_name(f"{folder.name}.half-{os.getpid()}")
            make(half)
            shutil.rmtree(folder, ignore_errors=True)
            half.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo_home(homes: Path) -> Path:
    return made(homes / "demo", lambda home: run("demo", "--home", home, "--scale", SCALE))


@pytest.fixture(scope="session")
def hostile_home(homes: Path) -> Path:
    from tests.browser.hostile import company, write_exports

    def make(home: Path) -> None:
        home.mkdir()
        (home / "company.toml").write_text(company(), "utf-8")
        write_exports(home / "exports")
        run("import", home / "exports", "--home", home, "--time-zone", "UTC", "--yes")

    return made(homes / "hostile", make)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Site]]:
    """Start the app's server over a home, once each; all are stopped at the end."""
    running: dict[Path, tuple[subprocess.Popen[bytes], Site]] = {}

    def start(home: Path) -> Site:
        if home not in running:
            port = free_port()
            log = tmp_path_factory.mktemp("server") / "log"
            words = [sys.executable, "-m", "dashboard.cli", "open", "--home", str(home), "--port", str(port)]
            with log.open("wb") as out:
                process = subprocess.Popen(words, stdout=out, stderr=out)
            site = Site(f"http://127.0.0.1:{port}", home)
            running[home] = process, site
            _wait_for(site, process, log)
        return running[home][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(site: Site, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text("utf-8", "replace")[-2000:]
        try:
            with urllib.request.urlopen(f"{site.url}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(
        "the server did not answer within 30 seconds: " + log.read_text("utf-8", "replace")[-2000:]
    )


@pytest.fixture(scope="session")
def demo(serve, demo_home: Path) -> Site:
    return serve(demo_home)


@pytest.fixture(scope="session")
def hostile(serve, hostile_home: Path) -> Site:
    return serve(hostile_home)


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    flags = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=browser_path(), args=[*flags, "--disable-gpu"])
        yield chrome
        chrome.close()


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., Visit]]:
    """Open a new browser context on a site. `bypass_csp`: without the server's policy, so that only escaping holds."""
    contexts: list[sync_api.BrowserContext] = []

    def begin(
        site: Site, *, width: int = 1440, height: int = 900, theme: str = "light", bypass_csp: bool = False
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, bypass_csp=bypass_csp,
            accept_downloads=True, permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        contexts.append(context)
        begun = Visit(context.new_page(), site.url)
        host = urlsplit(site.url).netloc

        def asked(request: sync_api.Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in {"http", "https", "ws", "wss", "ftp"} and parts.netloc != host:
                begun.outside.append(request.url)

        def said(message: sync_api.ConsoleMessage) -> None:
            where = message.location.get("url", "")
            if message.type == "error" and not where.endswith(PROBES):
                begun.complaints.append(f"{message.text} ({where})")

        context.on("request", asked)
        begun.page.on("console", said)
        begun.page.on("pageerror", lambda error: begun.complaints.append(str(error)))
        return begun

    yield begin
    for context in contexts:
        context.close()
