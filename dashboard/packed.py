"""Streamlit's bundles, compressed once and kept: a first visit over a slow line waits for a quarter of the bytes.

Streamlit serves them as they lie on disk, and a middleware that compresses every answer anew would cost each visitor
a fifth of a second of the server. They never change while it runs.
"""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 4
"""The first visitor waits for it: the highest level takes twice as long and saves a twentieth of the bytes."""


@dataclass(slots=True)
class Answer:
    """What was sent to a request, from its first message to its last."""

    start: Message = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def send(self, send: Send) -> None:
        await send(self.start)
        await send({"type": "http.response.body", "body": bytes(self.body)})


class Packed:
    """Middleware that answers for the scripts and styles under /static/, to browsers that take gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[str, Answer] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _asks_for_a_bundle(scope):
            return await self.app(scope, receive, send)
        path = scope["path"]
        if path not in self._kept:
            answer = Answer()
            await self.app(scope, receive, answer.take)
            if answer.start.get("status") != 200 or "content-encoding" in Headers(
                raw=answer.start["headers"]
            ):
                return await answer.send(send)
            await asyncio.to_thread(_pack, answer)
            self._kept[path] = answer
        await self._kept[path].send(send)


def _asks_for_a_bundle(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or "/static/" not in scope["path"]:
        return False
    asked = Headers(scope=scope)
    part = "range" in asked or "if-none-match" in asked or "if-modified-since" in asked
    return scope["path"].endswith((".js", ".css")) and "gzip" in asked.get("accept-encoding", "") and not part


def _pack(answer: Answer) -> None:
    answer.body = bytearray(gzip.compress(bytes(answer.body), LEVEL, mtime=0))
    headers = MutableHeaders(raw=list(answer.start["headers"]))
    headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(answer.body))
    headers.add_vary_header("Accept-Encoding")
    del headers["accept-ranges"]
    answer.start = {**answer.start, "headers": headers.raw}
