"""A card: a title that says what is seen, a subtitle that says what was measured, the mark, and one quiet menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st

from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Metric
from dashboard.metrics.query import compile_query, rows_query
from dashboard.reports.csv import file_name, safe_csv
from dashboard.saying import range_words
from dashboard.scope import Scope, Window, to_query
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

MENU = {
    "data": "Data and CSV", "definition": "Definition", "sql": "SQL", "rows": "Rows behind it", "link": "Link",
}  # fmt: skip
SHOWN, EXPORTED = 200, 50_000
QUIET = {"displayModeBar": False, "responsive": True, "doubleClick": False}
"""How figures behave in the browser: marks can be read and clicked, nothing else."""
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card can say about itself. `rows` makes its data, only when it is asked for."""

    key: str
    title: str
    subtitle: str
    metric: Metric
    scope: Scope
    windows: tuple[Window, ...]
    rows: Callable[[], Sequence[Row]]
    by: str | None = None
    more: Mapping[str, str] | None = None


@contextmanager
def card(made: Card, visit: Visit) -> Iterator[None]:
    """Draw the frame; what is written inside is the mark."""
    with st.container(key=f"card_{made.key}", gap=None):
        with st.container(
            key=f"card_head_{made.key}", horizontal=True, vertical_alignment="top", gap="xsmall"
        ):
            st.subheader(markdown(made.title), anchor=False, width="stretch")
            chosen = st.menu_button(
                markdown(f"About: {made.title}"), list(MENU), key=f"menu_{made.key}", format_func=MENU.__getitem__,
                type="tertiary", icon=":material/more_horiz:",
            )  # fmt: skip
        st.caption(markdown(made.subtitle))
        yield
    if chosen:
        _open(made, chosen, visit)


def _open(made: Card, chosen: str, visit: Visit) -> None:
    contents = {"data": _data, "definition": _definition, "sql": _sql, "rows": _rows, "link": _link}

    @st.dialog(MENU[chosen], width="large")
    def show() -> None:
        st.markdown(f"**{markdown(made.title)}**")
        st.caption(markdown(made.subtitle))
        contents[chosen](made, visit)

    show()


def _data(made: Card, visit: Visit) -> None:
    table = pa.Table.from_pylist([dict(row) for row in made.rows()])
    _table(table, made.key)
    _download(made, visit, "data", lambda: table)


def _table(table: pa.Table, key: str) -> None:
    st.dataframe(table, key=f"table_{key}", hide_index=True, alt="The numbers of the card, as a table")


def _download(made: Card, visit: Visit, what: str, table: Callable[[], pa.Table]) -> None:
    """The file is written when the button is pressed; its name changes with the question and the snapshot."""
    asked = repr((visit.db.name, made.metric.variant, made.scope, made.windows, made.by, what))
    name = file_name(f"{made.metric.key} {what}", asked.encode())
    st.download_button(
        "Download CSV", data=lambda: safe_csv(table()), file_name=name, mime="text/csv",
        key=f"csv_{made.key}_{what}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _definition(made: Card, visit: Visit) -> None:
    metric = made.metric
    st.markdown(f"#### {markdown(metric.label)}")
    st.write(markdown(metric.says))
    facts = {
        "Counted": markdown(metric.formula), "Interval": markdown(f"95 %, {metric.interval_name}"),
        "Way of counting": markdown(metric.variant_label), "Read with care": markdown(metric.traps),
    }  # fmt: skip
    for name, value in facts.items():
        if value:
            st.markdown(f"**{name}** · {value}")


def _sql(made: Card, visit: Visit) -> None:
    question = compile_query([made.metric], made.scope, made.windows, made.by)
    st.code(question.shown(), language="sql", wrap_lines=True)


def _rows(made: Card, visit: Visit) -> None:
    question = rows_query(made.metric, made.scope, SHOWN)
    table = visit.db.query(question.sql, question.params)
    if not table.num_rows:
        st.info("No row of this period is behind this number.")
        return
    most = f"The newest {SHOWN}" if table.num_rows == SHOWN else f"All {table.num_rows}"
    st.caption(f"{most}, {range_words(made.scope.start, made.scope.end)}. The file holds up to {EXPORTED:,}.")
    _table(table, f"rows_{made.key}")

    def every() -> pa.Table:
        whole = rows_query(made.metric, made.scope, EXPORTED)
        return visit.db.query(whole.sql, whole.params)

    _download(made, visit, "rows", every)


def _link(made: Card, visit: Visit) -> None:
    query = to_query(made.scope) | {name: [value] for name, value in (made.more or {}).items()}
    base = str(st.context.url or "").split("?")[0]
    st.code(f"{base}?{urlencode(query, doseq=True)}", language=None, wrap_lines=True)
    st.caption(f"Opens this page with these filters. The snapshot shown now is {visit.db.name}.")


def answer_rows(answers: Sequence[Answer]) -> list[Row]:
    """Answers as a table: full precision, both ends of every range, and why a number is missing."""
    return [
        {
            "metric": answer.metric, "variant": answer.variant or "", "series": _series(answer.window.label),
            "from": answer.window.start, "to": answer.window.end - timedelta(days=1),
            "partial": answer.window.partial, "group": answer.group or "", "value": answer.value,
            "low": answer.low, "high": answer.high, "n": answer.n, "note": answer.refused or "",
        }
        for answer in answers
    ]  # fmt: skip


def _series(label: str) -> str:
    return "before" if label.startswith("before") else "now"
