"""A card: a title that says what is seen, a subtitle that says what was measured, the mark, and one quiet menu."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st

from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import Question
from dashboard.metrics.metric import Metric
from dashboard.metrics.query import compile_query, rows_query
from dashboard.metrics.shape import Shape
from dashboard.metrics.smaller import has_large, large_source
from dashboard.reports.csv import file_name, safe_csv
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Scope, Window, to_query
from dashboard.screens.deck_add import add_slide, slide_of
from dashboard.screens.figure import figure
from dashboard.screens.gather import gathering
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.sections import where
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

MENU = {
    "data": "Data and CSV", "definition": "Definition", "sql": "SQL", "rows": "Rows behind it", "link": "Link",
    "deck": "Add to deck",
}  # fmt: skip
SHOWN, EXPORTED = 200, 50_000
TABLE = Plot("table")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card can say about itself. `rows` makes its data, only when it is asked for.

    `metric`: what it shows, one number or a shape. `questions`: the statements it was drawn from; a metric's
    own is made when there are none. `behind`: the statement of the newest rows behind it, up to so many; None:
    the metric's own, and for a shape there are none. `more`: what else of the page a link to it carries. `plot`:
    how an export draws the rows, as the figure on the page does.
    """

    key: str
    title: str
    subtitle: str
    metric: Metric | Shape
    scope: Scope
    windows: tuple[Window, ...]
    rows: Callable[[], Sequence[Row]]
    by: str | None = None
    more: Mapping[str, str] | None = None
    questions: tuple[Question, ...] = ()
    behind: Callable[[int], Question] | None = None
    plot: Plot = TABLE

    def asked(self) -> tuple[Question, ...]:
        """The statements the card was drawn from."""
        if self.questions or isinstance(self.metric, Shape):
            return self.questions
        return (compile_query([self.metric], self.scope, self.windows, self.by),)

    def rows_behind(self, most: int) -> Question | None:
        """The statement of the rows behind the card, when there are any to show."""
        if self.behind is not None:
            return self.behind(most)
        return None if isinstance(self.metric, Shape) else rows_query(self.metric, self.scope, most)

    def menu(self) -> list[str]:
        """What can be asked of the card."""
        return [name for name in MENU if name != "rows" or self.rows_behind(1) is not None]


@contextmanager
def card(
    made: Card,
    visit: Visit,
    choices: Sequence[OneOf] = (),
    on_choice: Callable[[str, str], None] | None = None,
) -> Iterator[None]:
    """Draw the frame; what is written inside is the mark. `choices`: what can be chosen of it, as in `heading`."""
    made = replace(made, more={**(made.more or {}), **where(visit.page)})
    if (alone := gathering()) is not None:
        alone.cards.append(made)
        yield
        return
    with st.container(key=f"card_{made.key}", gap=None):
        chosen = heading(
            f"head_{made.key}", made.title, 3, said=f"{made.subtitle} {_answered_by(made, visit)}".rstrip(),
            anchor=place_of(made), menu={name: MENU[name] for name in made.menu()}, choices=choices,
            on_choice=on_choice,
        )  # fmt: skip
        yield
    if chosen:
        _open(made, chosen, visit)


def _answered_by(made: Card, visit: Visit) -> str:
    """That the rows themselves answered, which takes longer, where there are millions of them and no cube."""
    coverage = visit.facts.coverage
    if not has_large(coverage):
        return ""
    return next((told for question in made.asked() if (told := large_source(question.sql, coverage))), "")


def chart(
    made: Card,
    drawn: go.Figure,
    key: str,
    on_press: Callable[[str], None] | None = None,
    *,
    still: bool = False,
) -> None:
    """Draw the figure of a card. `on_press`, `still`: as in `figure`."""
    if (alone := gathering()) is not None:
        alone.figures[made.key] = drawn
        return
    figure(drawn, key, f"{made.title}. {made.subtitle}", on_press, still=still)


def _open(made: Card, chosen: str, visit: Visit) -> None:
    contents = {
        "data": _data,
        "definition": _definition,
        "sql": _sql,
        "rows": _rows,
        "link": _link,
        "deck": _deck,
    }

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
    st.markdown(f"#### {markdown(made.metric.label)}")
    for name, value in method(made.metric):
        st.markdown(f"**{name}** · {markdown(value)}")


def method(metric: Metric | Shape) -> list[tuple[str, str]]:
    """How a number or a shape is made, as (name, plain words)."""
    told = [
        ("What it is", metric.says), ("Counted", metric.formula),
        ("Interval", f"95 %, {metric.interval_name}" if metric.interval_name else ""),
        ("Way of counting", metric.variant_label), ("Read with care", metric.traps),
    ]  # fmt: skip
    return [(name, words) for name, words in told if words]


def _sql(made: Card, visit: Visit) -> None:
    for question in made.asked():
        st.code(question.shown(), language="sql", wrap_lines=True)


def _rows(made: Card, visit: Visit) -> None:
    question = made.rows_behind(SHOWN)
    if question is None:
        return
    table = visit.db.query(question.sql, question.params)
    if not table.num_rows:
        st.info("No row of this period is behind this number.")
        return
    most = f"The newest {SHOWN}" if table.num_rows == SHOWN else f"All {table.num_rows}"
    st.caption(f"{most}, {range_words(made.scope.start, made.scope.end)}. The file holds up to {EXPORTED:,}.")
    _table(table, f"rows_{made.key}")

    def every() -> pa.Table:
        whole = made.rows_behind(EXPORTED) or question
        return visit.db.query(whole.sql, whole.params)

    _download(made, visit, "rows", every)


def _link(made: Card, visit: Visit) -> None:
    query = link_of(made) | {"was": [visit.db.name]}
    base = str(st.context.url or "").split("?")[0]
    st.code(f"{base}?{urlencode(query, doseq=True)}#{place_of(made)}", language=None, wrap_lines=True)
    st.caption(
        "Opens this page at this card, with these filters. On newer data it says what has changed since today."
    )


def _deck(made: Card, visit: Visit) -> None:
    add_slide(slide_of(visit, made.key, made.title, link_of(made)), visit)


def place_of(made: Card) -> str:
    """Where on its page a link scrolls to."""
    return "card-" + "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in made.key)


def link_of(made: Card) -> dict[str, list[str]]:
    """What the address says where this card stands."""
    return to_query(made.scope) | {name: [value] for name, value in (made.more or {}).items()}


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
