"""`open`: serve the dashboard to this machine."""

from __future__ import annotations

import os
import socket
import sys
from importlib.resources import files
from typing import Annotated

import typer

from dashboard.commands.home import DEFAULT, Home, absolute, company_of, err, stop
from dashboard.store.snapshot import current

LOOPBACK = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8501, 8520


def open_(
    home: Home = DEFAULT,
    port: Annotated[int | None, typer.Option(help="A port; else the first free one from 8501.")] = None,
) -> None:
    """Serve the dashboard on 127.0.0.1 and print its address. Ctrl+C stops it."""
    chosen = _free(port)
    full = absolute(home)
    where = f"http://{LOOPBACK}:{chosen}"
    if (full / "company.toml").exists():
        err.print(f"{company_of(full).name}: {where}   (Ctrl+C stops it)", markup=False)
    else:
        err.print(f"{where}   (Ctrl+C stops it)", markup=False)
    if current(full) is None:
        err.print(
            f"There is no data in {home} yet: sightline import --home {home} YOUR-EXPORTS", markup=False
        )
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *_streamlit(chosen)])  # noqa: S606 (our own interpreter, no shell)


def _streamlit(port: int) -> list[str]:
    """The server's command line. Everything else it needs stands in the configuration beside the script."""
    server = str(files("dashboard") / "server.py")
    flags = [f"--server.address={LOOPBACK}", f"--server.port={port}", "--logger.level=warning"]
    return ["-m", "streamlit", "run", server, *flags]


def _free(port: int | None) -> int:
    """`port` if nobody listens there, else the first free one; ends the command when there is none."""
    for candidate in [port] if port else range(FIRST_PORT, LAST_PORT):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, candidate))
            except OSError:
                continue
            return candidate
    stop(
        f"Port {port} is taken."
        if port
        else f"Ports {FIRST_PORT} to {LAST_PORT - 1} are all taken; name one: --port"
    )
