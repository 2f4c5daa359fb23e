"""plotly.js for the figures, from the plotly package: compressed once, and kept by the browser while it is the same."""

from __future__ import annotations

import asyncio
import gzip
from functools import cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.packed import LEVEL

NAME = "plotly.js"
ADDRESS = f"{NAME}?{plotly.__version__}"
"""From the address of any page, all of which lie beside each other."""
AT_ONCE = b"//# allFunctionsCalledOnLoad\n"
"""Asks browsers that know it (https://v8.dev/blog/explicit-compile-hints) to compile every function while the script
comes in, on a thread of its own. Functions compiled one by one as they are called hold the page up five times as long.
"""


@cache
def pack() -> bytes:
    """The library compressed, which takes a tenth of a second the first time."""
    return gzip.compress(_library(), LEVEL, mtime=0)


def _library() -> bytes:
    return AT_ONCE + (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


async def _answer(request: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    packed = "gzip" in request.headers.get("accept-encoding", "")
    content = await asyncio.to_thread(pack if packed else _library)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type="text/javascript", headers=headers)


ROUTE = Route(f"/{{base:path}}{NAME}", _answer)
"""Under the root, or under whatever address the pages are served at."""
