"""`digest`: the Overview as a mail, written to a file, printed or sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

import typer

from dashboard.commands.home import DEFAULT, Home, absolute, company_of, err, out, snapshot_of, stop
from dashboard.reports.digest import Mail, mail, stands_out
from dashboard.reports.keep import put

NOT_INSTALLED = "Sending needs one more library: pip install 'sightline[mail]'"


def digest(
    home: Home = DEFAULT,
    query: Annotated[
        str, typer.Option(help="What the Overview's address says behind the question mark: period=7d")
    ] = "period=7d",
    to: Annotated[
        Path | None, typer.Option("--to", help="Write the HTML here and the text beside it.")
    ] = None,
    send: Annotated[
        list[str] | None,
        typer.Option(help="An address that Apprise understands, such as mailto://… Repeatable."),
    ] = None,
    only_signal: Annotated[
        bool, typer.Option("--only-signal", help="Do nothing unless a change is more than chance would give.")
    ] = False,
) -> None:
    """Say the Overview's sentence and numbers as a mail."""
    folder = absolute(home)
    company_of(folder)
    from dashboard.screens.exhibits import report_of, visit_of

    asked = parse_qs(query.lstrip("?"))
    told = report_of("overview", visit_of(snapshot_of(folder), folder, asked), asked)
    if only_signal and not stands_out(told):
        out.print("No change stands out, so nothing was said.", markup=False)
        return
    made = mail(told)
    if to is not None:
        _write(made, to)
    for address in send or ():
        _send(made, address)
    if to is None and not send:
        out.print(f"{made.subject}\n\n{made.text}", markup=False)


def _write(made: Mail, to: Path) -> None:
    try:
        put(to, made.html.encode("utf-8"))
        put(to.with_suffix(".txt"), made.text.encode("utf-8"))
    except OSError as error:
        stop(f"{to} was not written ({error.strerror}).")
    out.print(f"Wrote {to} and {to.with_suffix('.txt')}.", markup=False)


def _send(made: Mail, address: str) -> None:
    """Send it, or end with what to do. The address can hold a password, so it is not repeated."""
    try:
        import apprise
    except ModuleNotFoundError:
        stop(NOT_INSTALLED)
    post = apprise.Apprise()
    if not post.add(address):
        stop("One of the addresses is none that Apprise understands; see its list of services.")
    if not post.notify(title=made.subject, body=made.html, body_format=apprise.NotifyFormat.HTML):
        stop("The mail was not sent: the service refused it or cannot be reached.")
    err.print("Sent.", markup=False)
