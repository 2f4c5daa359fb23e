"""The served application: `app.py` behind strict response headers, warm before its first visitor."""

from __future__ import annotations

import base64
import gc
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import env_util

from dashboard import plotly_js
from dashboard.company import CompanyFileError
from dashboard.packed import Packed
from dashboard.screens.states import failed
from dashboard.store.snapshot import SnapshotError


def _own_inline_scripts() -> list[str]:
    """Hashes of the scripts that stand in Streamlit's own page, so that no other inline script may run."""
    page = Path(st.__file__).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


# `blob:` scripts are how Streamlit mounts the app's own components; only a running script can make one, so
# text injected into the page still cannot.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        " ".join(["script-src 'self' blob:", *_own_inline_scripts()]),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
WITHOUT_FIGURES = ("/definitions", "/present")


class SafeHeaders:
    """Middleware that puts `HEADERS` on every answer, static files and downloads included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                if headers.get("content-type", "").startswith("text/html") and _has_figures(scope):
                    headers["Link"] = f"<{plotly_js.ADDRESS}>; rel=preload; as=script"
            await send(message)

        await self.app(scope, receive, guarded)


def _has_figures(scope: Scope) -> bool:
    """Whether the page at this address draws some, so that the browser may fetch their library at once."""
    return not scope["path"].endswith(WITHOUT_FIGURES)


@asynccontextmanager
async def _warm(_: Any) -> AsyncIterator[dict[str, Any]]:
    """Do what every page needs while the first browser fetches its scripts."""
    Thread(target=_ready, daemon=True).start()
    yield {}


def _ready() -> None:
    """Compress the figures' library, run the Overview once as for a reader, and take what is imported out of the
    collector's sight.

    Streamlit collects garbage after each run unless told not to (see config.toml); over imported modules that alone
    costs 60 to 90 ms a click.
    """
    plotly_js.pack()
    with suppress(SnapshotError, CompanyFileError):
        _overview()
    env_util.is_repl()  # asked at the first element; the sources it looks through are remembered
    gc.collect()
    gc.freeze()


def _overview() -> None:
    from dashboard.screens import data
    from dashboard.screens.exhibits import page, visit_of

    home = data.home()
    db, _notice = data.published(home)
    if db is not None:
        page("overview", visit_of(db, home, {}), {})


app = st.App(
    Path(__file__).with_name("app.py"),
    routes=[plotly_js.ROUTE],
    middleware=[Middleware(SafeHeaders), Middleware(Packed)],
    lifespan=_warm,
    on_script_error=failed,
)
