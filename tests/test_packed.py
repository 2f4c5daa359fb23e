"""Bundles arrive compressed, whole and once packed; nothing else is touched."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.datastructures import Headers
from starlette.responses import Response

from dashboard.packed import Packed

SCRIPT = "const answer = 42\n" * 5000


class Files:
    """What Streamlit serves, remembering what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, scope, receive, send):
        self.asked.append(scope["path"])
        gone = scope["path"].endswith("gone.js")
        answer = Response("" if gone else SCRIPT, 404 if gone else 200, {"etag": '"one"'}, "text/javascript")
        await answer(scope, receive, send)


def get(app, path: str, **headers: str) -> tuple[Headers, bytes]:
    """The headers and body of an answer, asked in a thread of its own: browser tests leave a loop in this one."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": raw}
    sent = []

    async def keep(message):
        sent.append(message)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, app(scope, None, keep)).result()
    return Headers(raw=sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_a_bundle_arrives_compressed_and_whole():
    headers, body = get(Packed(Files()), "/static/js/chart.js", accept_encoding="gzip, br")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert len(body) == int(headers["content-length"]) < len(SCRIPT) / 4
    assert gzip.decompress(body).decode() == SCRIPT


def test_it_is_packed_once_however_many_ask():
    files = Files()
    app = Packed(files)
    bodies = [get(app, "/static/js/chart.js", accept_encoding="gzip")[1] for _ in range(3)]
    assert [gzip.decompress(body).decode() for body in bodies] == [SCRIPT] * 3
    assert files.asked == ["/static/js/chart.js"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/chart.js", {"accept_encoding": "identity"}),
        ("/static/js/chart.js", {"accept_encoding": "gzip", "if_none_match": '"one"'}),
        ("/static/js/chart.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/media/font.woff2", {"accept_encoding": "gzip"}),
        ("/media/download.js", {"accept_encoding": "gzip"}),
        ("/static/js/gone.js", {"accept_encoding": "gzip"}),
    ],
)
def test_what_is_not_a_bundle_for_this_browser_passes_as_it_is(path, headers):
    files = Files()
    app = Packed(files)
    answers = [get(app, path, **headers)[0] for _ in range(2)]
    assert all("content-encoding" not in answer for answer in answers)
    assert files.asked == [path, path]
