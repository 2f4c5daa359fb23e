"""What is shown instead of a page: nothing there yet, or something that went wrong. Never a stack trace."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from dashboard.screens.text import markdown
from dashboard.store.snapshot import SnapshotError

_LOG = logging.getLogger("sightline")


def no_company(home: Path, said: str) -> None:
    """The company file is missing or cannot be used."""
    st.title("Sightline cannot read the company file", anchor=False)
    st.markdown(markdown(said.splitlines()[0]))
    if "\n" in said:
        st.code("\n".join(said.splitlines()[1:]), language=None)
    st.markdown("Nothing was changed. This writes a new one to start from:")
    st.code(f"sightline init --home {home}", language="bash")


def nothing_yet(home: Path) -> None:
    """No snapshot was built yet."""
    st.title("No data yet", anchor=False)
    st.markdown(
        "Sightline shows what your surveys, tickets, reviews and orders say about your customers. "
        "It needs at least one export, from any tool, in any of these formats: CSV, Excel, JSON, Parquet."
    )
    st.markdown("Bring in a folder of exports:")
    st.code(f"sightline import path/to/exports --home {home}", language="bash")
    st.markdown("Or look around with a made-up company first:")
    st.code(f"sightline demo --home {home}", language="bash")
    st.caption("Then reload this page. What cannot be read is kept apart with its reason; nothing is lost.")


@contextmanager
def guarded() -> Iterator[None]:
    """Show what went wrong with the snapshot in place of the part of the page that needed it."""
    try:
        yield
    except SnapshotError as error:
        broken(str(error))


def broken(said: str) -> None:
    """A question could not be answered; the page around it still stands."""
    st.error(markdown(said), title="This could not be shown")
    st.caption("Your data and your filters are kept. Reload the page, or choose a shorter period.")


def failed(error: Exception) -> bool:
    """The last resort, for the server: a reference that the log has too, and nothing of the error or the data."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    _LOG.error("reference %s: %s at %s", reference, type(error).__name__, place)
    st.error(
        f"Your data and your filters are kept. Reload the page; if it happens again, tell whoever runs Sightline the "
        f"reference {reference}.",
        title="Something went wrong on this page",
    )
    return True
