"""The server of the empty page, which takes what is imported out of the collector's sight as the dashboard's does."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st


@asynccontextmanager
async def _warm(_: Any) -> AsyncIterator[dict[str, Any]]:
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(Path(__file__).with_name("empty_page.py"), lifespan=_warm)
