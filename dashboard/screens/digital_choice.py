"""What can be chosen on the page Digital besides the scope. All of it comes from the address and is checked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Metric
from dashboard.screens.options import chosen, options, put

NAME = "digital"
KEYS = ("across", "measure", "task", "device", "campaign", "store")
ACROSS = {"device": "Devices", "channel": "Channels"}
MEASURES = {
    "task_success": "Success", "task_abandonment": "Abandoned", "task_errors": "Errors", "time_on_task": "Time",
    "clicks_to_complete": "Clicks",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """`across`: what is compared, device or channel. None of the others: everything."""

    across: str
    measure: str
    task: str | None
    device: str | None
    campaign: str | None
    store: str | None

    @property
    def metric(self) -> Metric:
        """What is measured of the tasks."""
        return CATALOGUE[self.measure]

    def carried(self) -> dict[str, str]:
        """What a link to a card says of these choices."""
        said = {"task": self.task, "device": self.device, "campaign": self.campaign, "store": self.store}
        kept = {"across": self.across} if self.across != "device" else {}
        kept |= {"measure": self.measure} if self.measure != "task_success" else {}
        return kept | {key: value for key, value in said.items() if value}


def follow() -> None:
    """Let the address and the session agree, once a run."""
    options(NAME, KEYS)


def choice() -> Choice:
    """What is chosen, as far as it can be known without the data: see `known` for the rest."""
    said = {key: values[-1] for key, values in chosen(NAME).items() if values}
    across, measure = said.get("across", ""), said.get("measure", "")
    return Choice(
        across if across in ACROSS else "device", measure if measure in MEASURES else "task_success",
        said.get("task"), said.get("device"), said.get("campaign"), said.get("store"),
    )  # fmt: skip


def known(asked: str | None, there: Sequence[str]) -> str | None:
    """The choice when the data has it, else none."""
    return asked if asked in there else None


def turn(key: str, value: str) -> None:
    """Choose a value, or take it back when it was chosen; the whole page follows."""
    put(NAME, **{key: [] if chosen(NAME).get(key) == [value] else [value]})
