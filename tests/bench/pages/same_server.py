"""The server of that page: warm as the dashboard's own is, and behind the same headers."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dashboard.plotly_js import ROUTE
from dashboard.server import SafeHeaders, _warm

app = st.App(
    Path(__file__).with_name("same_page.py"),
    routes=[ROUTE],
    middleware=[Middleware(SafeHeaders)],
    lifespan=_warm,
)
