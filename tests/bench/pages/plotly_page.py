"""The same sort of page as most people write it: eight st.metric and four plotly.express charts, no settings."""

import pandas as pd
import plotly.express as px  # noqa: TID251 (it is what this page is to show)
import streamlit as st

MONTHS = pd.date_range("2024-01-01", periods=24, freq="MS")
SEGMENTS = ("Regulars", "Newcomers", "Occasional")

st.set_page_config(page_title="Plain", layout="wide")
chosen = st.selectbox("Segment", ("All", *SEGMENTS))
shift = len(chosen)
frame = pd.DataFrame(
    [
        {"month": month, "segment": name, "value": (7 * i + 3 * j + shift) % 23 + 10}
        for i, month in enumerate(MONTHS)
        for j, name in enumerate(SEGMENTS)
    ]
)
for row in range(2):
    for column, place in enumerate(st.columns(4)):
        series = [(5 * (4 * row + column) + 3 * i) % 17 for i in range(24)]
        place.metric(f"Number {4 * row + column + 1}", series[-1], series[-1] - series[0], chart_data=series)
left, right = st.columns(2)
left.plotly_chart(px.line(frame, x="month", y="value", color="segment"), key="line")
right.plotly_chart(px.bar(frame, x="segment", y="value"), key="bar")
left.plotly_chart(px.area(frame, x="month", y="value", color="segment"), key="area")
right.plotly_chart(px.scatter(frame, x="month", y="value", color="segment"), key="scatter")
