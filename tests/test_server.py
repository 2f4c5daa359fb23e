"""The server says what a browser may do, and its configuration is safe from the first start."""

from __future__ import annotations

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st
from starlette.responses import Response

from dashboard import plotly_js, server
from tests.test_packed import get

CONFIG = tomllib.loads((Path(server.__file__).parent / ".streamlit" / "config.toml").read_text("utf-8"))


def policy() -> dict[str, list[str]]:
    parts = (part.split() for part in server.CONTENT_SECURITY_POLICY.split("; "))
    return {name: sources for name, *sources in parts}


def _run(answering):
    """In a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, answering).result()


def test_scripts_come_from_here_and_no_inline_script_of_others_runs():
    scripts = policy()["script-src"]
    assert "'self'" in scripts
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:"} & set(scripts)


def test_nothing_is_asked_of_other_hosts_and_nobody_frames_the_page():
    for name, sources in policy().items():
        assert not any(source.startswith(("http", "*", "ws")) for source in sources), name
    assert policy()["frame-ancestors"] == ["'none'"]
    assert policy()["object-src"] == ["'none'"]


def test_streamlits_own_inline_script_is_allowed_by_its_hash():
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    hashes = [source for source in policy()["script-src"] if source.startswith("'sha256-")]
    assert len(hashes) == page.count("<script>")


def test_every_answer_carries_the_headers():
    async def answer(scope, receive, send):
        await send(
            {"type": "http.response.start", "status": 200, "headers": [(b"x-frame-options", b"SAMEORIGIN")]}
        )

    sent = []

    async def keep(message):
        sent.append(message)

    _run(server.SafeHeaders(answer)({"type": "http", "path": "/"}, None, keep))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    for name, value in server.HEADERS.items():
        assert headers[name.lower()] == value


@pytest.mark.parametrize(
    ("path", "kind", "told"),
    [
        ("/", "text/html; charset=utf-8", True),
        ("/journey", "text/html", True),
        ("/definitions", "text/html", False),
        ("/static/js/index.js", "text/javascript", False),
    ],
)
def test_a_page_with_figures_tells_the_browser_to_fetch_their_library_at_once(path, kind, told):
    headers, _ = get(server.SafeHeaders(Response("", media_type=kind)), path)
    assert (headers.get("link") == f"<{plotly_js.ADDRESS}>; rel=preload; as=script") is told


def test_what_is_not_http_passes_through():
    seen = []

    async def answer(scope, receive, send):
        seen.append(scope["type"])

    _run(server.SafeHeaders(answer)({"type": "websocket"}, None, None))
    assert seen == ["websocket"]


def test_the_configuration_starts_safe():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["maxUploadSize"] == 50
    assert CONFIG["server"]["fileWatcherType"] == "none"
    assert set(CONFIG["server"]["allowedHosts"]) == {"127.0.0.1", "localhost", "::1"}
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["showErrorLinks"] is False or CONFIG["client"]["showErrorLinks"] == "false"
    assert CONFIG["client"]["disableDataExport"] is True
    assert CONFIG["client"]["toolbarMode"] == "viewer"


def test_fonts_are_served_from_here_with_their_licence():
    static = Path(server.__file__).parent / "static"
    for face in CONFIG["theme"]["fontFaces"]:
        assert (static / Path(face["url"]).name).is_file()
    assert "SIL OPEN FONT LICENSE" in (static / "inter-OFL.txt").read_text("utf-8")
