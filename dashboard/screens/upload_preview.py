"""The page Data, adding to it: what the columns of a sent file become, and what only the company knows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.company import zones
from dashboard.screens.text import markdown, plain

LEFT_OUT = "left out"


def show_table(place: int, table: Mapping[str, Any]) -> dict[str, str]:
    """Show what one table becomes; gives what was changed by hand, as answers."""
    name = markdown(table["name"])
    if table["status"] == "refused":
        st.error(f"{name}: {markdown(table['cause'])}")
        return {}
    if table["status"] == "not recognised":
        st.warning(f"{name}: {markdown(table['cause'])}. {markdown(' '.join(table['says']))}")
        return {}
    known = table["status"] == "recognised"
    what = f"recognised as {markdown(table['title'])}" if known else "not seen before, so this is a guess"
    st.markdown(f"**{name}** · {what}")
    rows = [_shown(row) for row in table["columns"]]
    if known:
        st.dataframe(
            rows,
            hide_index=True,
            key=f"upload_columns_{place}",
            alt="Columns of the file and what each becomes",
        )
        return {}
    st.caption("  \n".join(markdown(line) for line in table["says"]))
    edited = st.data_editor(
        rows, hide_index=True, key=f"upload_columns_{place}", alt="Columns of the file and what each becomes",
        disabled=["Column", "Type", "Example"],
        column_config={
            "Becomes": st.column_config.SelectboxColumn(
                options=[LEFT_OUT, *map(_worded, table["targets"])], required=True,
                help="Choose another, then look again.",
            )
        },
    )  # fmt: skip
    return changed(table, rows, edited)


def _shown(row: Mapping[str, str]) -> dict[str, str]:
    return {
        "Column": plain(row["column"]), "Becomes": _worded(row["becomes"]) or LEFT_OUT, "Type": row["type"],
        "Example": plain(row["example"])[:80],
    }  # fmt: skip


def _worded(target: str) -> str:
    """'contact.opened_at' is 'contact: opened at'."""
    return target.replace("_", " ").replace(".", ": ")


def changed(
    table: Mapping[str, Any], rows: Sequence[Mapping[str, str]], edited: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """The answers that say what was changed: `column:<target>` is the header of the file that fills it."""
    target_of = {_worded(target): target for target in table["targets"]}
    return {
        f"column:{target_of[after['Becomes']]}": given["column"]
        for given, before, after in zip(table["columns"], rows, edited, strict=True)
        if after["Becomes"] != before["Becomes"] and after["Becomes"] in target_of
    }


def ask(
    seen: Sequence[Mapping[str, Any]], more: Sequence[Mapping[str, Any]], answers: dict[str, str]
) -> list[str]:
    """Ask what only the company knows, into `answers`; gives what is needed and still open. `more`: what an
    import asked before it could read the file."""
    asked = {question["key"]: question for table in seen for question in table["questions"]}
    asked |= {question["key"]: {**question, "needed": True} for question in more}
    if asked:
        st.markdown(
            "**What the file does not say**  \nWhat stays open is left out of the numbers, never assumed."
        )
    for key, question in asked.items():
        given = _question(key, question)
        if given:
            answers[key] = given
    return [plain(_says(q)) for key, q in asked.items() if q.get("needed") and not answers.get(key)]


def _says(question: Mapping[str, Any]) -> str:
    return str(question.get("says") or question.get("text") or "")


def _question(key: str, question: Mapping[str, Any]) -> str | None:
    label, field = markdown(_says(question)), f"upload_answer_{key}"
    hint = question.get("suggestion")
    perhaps = f"perhaps {plain(hint)}" if hint else "needed" if question.get("needed") else "leave open"
    if key == "time_zone":
        zone: str | None = st.selectbox(
            label, sorted(zones()), index=None, key=field, placeholder="Europe/Vilnius"
        )
        return zone
    if question["choices"]:
        choices: list[str] = list(question["choices"])
        return st.selectbox(label, choices, index=None, key=field, placeholder=perhaps)
    return st.text_input(label, key=field, placeholder=perhaps, max_chars=200)
