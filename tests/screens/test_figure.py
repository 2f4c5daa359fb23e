"""Figures on the page: what the browser is given, and what a press means."""

from __future__ import annotations

import gzip
from pathlib import Path

import plotly
from starlette.routing import Match

from dashboard import plotly_js
from dashboard.metrics.metric import NOT_STATED
from dashboard.screens.figure import meant
from tests.test_packed import get

HINT = b"//# allFunctionsCalledOnLoad\n"
LIBRARY = HINT + (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


def test_a_press_means_the_key_of_its_mark_and_nothing_else():
    assert meant("app") == "app"
    assert [meant(value) for value in ("", NOT_STATED, None, 3, ["app"])] == [None] * 5


def test_the_library_is_the_one_of_the_package_compiled_at_once_compressed_and_kept():
    headers, body = get(plotly_js.ROUTE.app, f"/{plotly_js.ADDRESS}", accept_encoding="gzip")
    assert gzip.decompress(body) == LIBRARY
    assert int(headers["content-length"]) == len(body) < len(LIBRARY) / 3
    assert "immutable" in headers["cache-control"]
    assert plotly.__version__ in plotly_js.ADDRESS


def test_a_browser_that_takes_no_gzip_gets_it_as_it_is():
    headers, body = get(plotly_js.ROUTE.app, f"/{plotly_js.ADDRESS}")
    assert body == LIBRARY
    assert "content-encoding" not in headers


def test_it_is_found_beside_every_page_wherever_the_pages_are_served():
    for path in ("/plotly.js", "/behind/a/proxy/plotly.js"):
        assert plotly_js.ROUTE.matches({"type": "http", "method": "GET", "path": path})[0] is Match.FULL
