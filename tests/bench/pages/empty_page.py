"""The floor: a page that holds one filter and one line, to be served with the dashboard's own settings."""

import streamlit as st

SEGMENTS = ("Regulars", "Newcomers", "Occasional", "Big spenders", "Sleepers", "Families")

st.set_page_config(page_title="Empty", layout="wide")
with st.popover("All segments", key="scope_segment_open"):
    chosen = st.pills("Segment", SEGMENTS, selection_mode="multi", key="segment")
st.write(", ".join(chosen) or "All segments")
