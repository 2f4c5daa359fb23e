"""The page Data, adding to it: send a file, see what its columns become, answer what it cannot say, import."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.company import Company
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens import incoming
from dashboard.screens.text import markdown
from dashboard.screens.upload_preview import ask, show_table

Reasons = Mapping[str, str | None]
TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl", "ndjson", "parquet", "zip", "gz"]
_SENT, _SEEN, _ANSWERS, _ASKED, _RUNNING, _DONE, _ROUND = (
    f"upload_{name}" for name in ("sent", "seen", "answers", "asked", "running", "done", "round")
)


def show_upload(company: Company, home: Path, reasons: Reasons, reasons_now: Callable[[], Reasons]) -> None:
    """The way in. `reasons_now`: why metrics are refused in the snapshot that is in force when it is called."""
    if _RUNNING in st.session_state:
        _finish(reasons, reasons_now)
        return
    _say_done()
    why = incoming.not_allowed(company, _visitor())
    limit = int(st.get_option("server.maxUploadSize"))
    if why is None:
        incoming.sweep(home)
        sent = st.file_uploader(
            f"An export from any tool, up to {limit} MB: CSV, Excel, JSON, Parquet, or a zip of them",
            type=TYPES, key=f"upload_file_{st.session_state.get(_ROUND, 0)}",
        )  # fmt: skip
        if sent is not None:
            _consider(sent.name, sent.file_id, sent.getvalue, home, reasons, reasons_now)
            return
        _drop()
        st.markdown("Larger files, and whole folders, come in with one command where the data is:")
    else:
        st.info(why)
    st.code(
        _commands(company, home),
        language=None,
        wrap_lines=True,
    )


def _commands(company: Company, home: Path) -> str:
    if company.demo:
        return "sightline init --home my-company\nsightline import YOUR-EXPORTS --home my-company"
    return f"sightline import YOUR-EXPORTS --home {shlex.quote(str(home))}"


def _visitor() -> incoming.Visitor:
    headers = st.context.headers
    forwarded = any(
        headers.get(name) for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip")
    )
    email = st.user.get("email") if st.user.get("is_logged_in") else None
    address = st.get_option("server.address") or ""
    return incoming.Visitor(address, headers.get("Host") or "", forwarded, str(email) if email else None)


def _consider(
    name: str,
    file_id: str,
    content: Callable[[], bytes],
    home: Path,
    reasons: Reasons,
    reasons_now: Callable[[], Reasons],
) -> None:
    state = st.session_state
    if state.get(_SENT, {}).get("id") != file_id:
        _drop()
        state[_SENT] = {"id": file_id, "path": str(incoming.keep(home, name, content()))}
    path = Path(state[_SENT]["path"])
    try:
        if _SEEN not in state:
            with st.spinner("Looking at the columns"):
                state[_SEEN] = incoming.look(path, home, state.get(_ANSWERS, {}))
        _preview(state[_SEEN], path, home, reasons, reasons_now)
    except incoming.Failed as failure:
        st.error(markdown(failure))


def _drop() -> None:
    """Forget the file that was sent before, with what was answered about it."""
    if sent := st.session_state.pop(_SENT, None):
        incoming.forget(Path(sent["path"]))
    for key in (_SEEN, _ANSWERS, _ASKED):
        st.session_state.pop(key, None)


def _preview(
    seen: Sequence[Mapping[str, Any]],
    path: Path,
    home: Path,
    reasons: Reasons,
    reasons_now: Callable[[], Reasons],
) -> None:
    usable = [table for table in seen if table["status"] in ("recognised", "guessed")]
    guesses = any(table["status"] == "guessed" for table in seen)
    with st.form("upload_form", border=False, enter_to_submit=False):
        answers: dict[str, str] = dict(st.session_state.get(_ANSWERS, {}))
        for place, table in enumerate(seen):
            answers |= show_table(place, table)
        missing = ask(seen, st.session_state.get(_ASKED) or (), answers)
        with st.container(horizontal=True):
            confirmed = bool(usable) and st.form_submit_button("Import", type="primary")
            again = guesses and st.form_submit_button("Look again")
    if again:
        st.session_state[_ANSWERS] = answers
        del st.session_state[_SEEN]
        st.rerun()
    if confirmed and missing:
        st.warning("These are needed first: " + markdown("; ".join(missing)))
    elif confirmed:
        st.session_state[_ANSWERS] = answers
        st.session_state[_RUNNING] = incoming.start(path, home, answers)
        _finish(reasons, reasons_now)


def _finish(reasons: Reasons, reasons_now: Callable[[], Reasons]) -> None:
    """Wait for the import that runs, then say what it did or ask what it needs."""
    state = st.session_state
    try:
        with st.status("Importing", expanded=False) as status:
            files = incoming.finish(
                state[_RUNNING], lambda seconds: status.update(label=f"Importing and building: {seconds} s")
            )
    except incoming.Failed as failure:
        state[_DONE] = [str(failure)]
    else:
        state[_ASKED] = incoming.questions_of(files)
        if not state[_ASKED]:
            state[_DONE] = incoming.told(files, _labelled(reasons), _labelled(reasons_now()))
    del state[_RUNNING]
    if not state.get(_ASKED):
        state[_ROUND] = state.get(_ROUND, 0) + 1
        _drop()
    st.rerun()


def _labelled(reasons: Reasons) -> dict[str, str | None]:
    return {metric.label: reasons.get(key) for key, metric in CATALOGUE.items()}


def _bullet(line: str) -> str:
    """A line of the account as an item of a list; what is indented belongs to the item above."""
    return f"{'    ' if line.startswith(' ') else ''}- {markdown(line)}"


def _say_done() -> None:
    """What the last import did, until the next file is sent."""
    lines = st.session_state.get(_DONE)
    if not lines:
        return
    with st.container(border=True, key="upload_done"):
        st.markdown("**What the last import did**")
        st.markdown("\n".join(_bullet(line) for line in lines))
        if st.button("Close", key="upload_close", type="tertiary"):
            del st.session_state[_DONE]
            st.rerun()
