"""The command `sightline`."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard import __version__
from dashboard.commands.asking import ask
from dashboard.commands.bringing import demo, import_
from dashboard.commands.building import build
from dashboard.commands.keeping import check, init, presets, rollback
from dashboard.commands.mailing import digest
from dashboard.commands.recording import record
from dashboard.commands.reporting import report
from dashboard.commands.serving import open_

app = typer.Typer(
    name="sightline",
    help="From a folder of exports to an honest dashboard of your customers' experience.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"sightline {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


app.command("open")(open_)
app.command("import")(import_)
app.command("build")(build)
app.command("record")(record)
app.command("demo")(demo)
app.command("init")(init)
app.command("presets")(presets)
app.command("check")(check)
app.command("rollback")(rollback)
app.command("ask")(ask)
app.command("report")(report)
app.command("digest")(digest)


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
