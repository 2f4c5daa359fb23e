"""The overview that every peer draws: eight tiles with sparklines and four charts, over the cubes of a snapshot.

Only the standard library, for each peer runs in an environment of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

FILTER = "region"
MONTHS = 13


@dataclass(frozen=True, slots=True)
class Tile:
    """A number and its months. `key`: of the same metric in the catalogue; `value`: SQL over `cube`."""

    key: str
    label: str
    cube: str
    value: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`by`: what stands on the x axis, `month` or a filter; `split`: a filter with a line of its own each."""

    key: str
    label: str
    cube: str
    value: str
    by: str = "month"
    split: str = ""


def _share(part: str, whole: str) -> str:
    return f"100.0 * sum({part}) / nullif(sum({whole}), 0)"


NPS = "100.0 * (sum(promoters) - sum(detractors)) / nullif(sum(nps_answers), 0)"
TILES = (
    Tile("nps", "Net Promoter Score", "survey_answer_day", NPS),
    Tile("csat", "Customer satisfaction", "survey_answer_day", _share("satisfied", "csat_answers")),
    Tile("ces", "Customer effort: easy", "survey_answer_day", _share("easy", "ces_answers")),
    Tile("response_rate", "Response rate", "invitation_day", _share("answered", "invitations")),
    Tile("contacts", "Contacts", "contact_day", "sum(contacts)"),
    Tile("first_contact_resolution", "First contact resolution", "contact_day",
         _share("resolved_first_time", "mature_resolved")),
    Tile("task_success", "Task success", "task_day", _share("finished", "mature")),
    Tile("cart_abandonment", "Cart abandonment", "cart_day", _share("abandoned", "carts")),
)  # fmt: skip
CHARTS = (
    Chart("nps_months", "Net Promoter Score by month", "survey_answer_day", NPS),
    Chart("tasks_months", "Task success by month and channel", "task_day", _share("finished", "mature"),
          split="channel"),
    Chart("contacts_channels", "Contacts by channel", "contact_day", "sum(contacts)", by="channel"),
    Chart("revenue_regions", "Revenue by region", "purchase_day", "sum(revenue)", by="region"),
)  # fmt: skip
CUBES = tuple(dict.fromkeys(drawn.cube for drawn in (*TILES, *CHARTS)))


def sql(drawn: Tile | Chart, chosen: tuple[str, ...], earliest: str, latest: str) -> tuple[str, list[str]]:
    """The question of a tile or chart from one day up to another, and its parameters."""
    by, split = (drawn.by, drawn.split) if isinstance(drawn, Chart) else ("month", "")
    axis = "date_trunc('month', day)" if by == "month" else by
    columns = [f"{axis} as x", *([f"{split} as split"] if split else [])]
    marks = ", ".join("?" for _ in chosen)
    where = f" and {FILTER} in ({marks})" if chosen else ""
    return (
        f"select {', '.join(columns)}, ({drawn.value})::double as y from {drawn.cube} "
        f"where day >= ?::date and day < ?::date{where} group by all order by all",
        [earliest, latest, *chosen],
    )
