"""A viewer without a browser: it speaks Streamlit's own websocket protocol and asks for runs of a page."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import websockets
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a page, as its viewer saw it. `failed`: an exception or an error was shown, or the run ended badly."""

    ms: float
    bytes: int
    failed: bool


class Viewer:
    """A session of one viewer on one page."""

    def __init__(self, socket: websockets.ClientConnection, page: str) -> None:
        self._socket = socket
        self._page = page

    async def ask(self, query: str, page: str | None = None) -> Run:
        """Run the page for this address's query, and wait until the server says that it is done."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self._page if page is None else page
        start = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        size, failed = 0, False
        while True:
            data = await self._socket.recv(decode=False)
            size += len(data)
            said = ForwardMsg.FromString(data)
            kind = said.WhichOneof("type")
            failed = failed or (kind == "delta" and _is_failure(said.delta.new_element))
            if kind == "script_finished" and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                bad = said.script_finished not in DONE
                return Run(1000 * (time.perf_counter() - start), size, failed or bad)


def _is_failure(element: Element) -> bool:
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


@asynccontextmanager
async def viewer(host: str, page: str = "", cookie: str = "") -> AsyncIterator[Viewer]:
    """A new session on a page ("" is the first), its first run not yet asked for."""
    async with websockets.connect(
        f"ws://{host}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=f"http://{host}",  # type: ignore[arg-type]
        additional_headers={"Cookie": cookie} if cookie else None,
        max_size=None,
        open_timeout=30,
        compression=None,
    ) as socket:
        yield Viewer(socket, page)
