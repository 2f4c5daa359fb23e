"""Views: which tiles the Overview shows, in which order, under a name. Three ship; a viewer's own are files."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from dashboard.reports.keep import key_of, put

LONGEST_NAME = 40
MOST_TILES = 20


@dataclass(frozen=True, slots=True)
class View:
    """`key` names it in the address and its file; `tiles` are keys of the catalogue, in order."""

    key: str
    label: str
    tiles: tuple[str, ...]
    shipped: bool = False


class ViewError(ValueError):
    """A view cannot be kept; the message says why and what to do."""


_SHIPPED = (
    View("executive", "Executive", (
        "nps", "csat", "ces", "churn_rate", "retention_rate",
        "clv", "first_response_time", "task_success", "net_sentiment", "revenue_at_risk",
    ), shipped=True),
    View("cx-lead", "CX lead", (
        "nps", "csat", "ces", "net_sentiment", "review_rating",
        "first_contact_resolution", "task_success", "cart_abandonment", "response_rate", "churn_rate",
    ), shipped=True),
    View("team", "Team", (
        "first_response_time", "resolution_time", "first_contact_resolution", "csat", "service_level",
        "abandonment_rate", "handle_time", "reopen_rate", "bot_containment", "contacts",
    ), shipped=True),
)  # fmt: skip
SHIPPED: Mapping[str, View] = {view.key: view for view in _SHIPPED}
DEFAULT = "executive"


def read_views(home: Path, known: Collection[str]) -> tuple[dict[str, View], list[str]]:
    """Shipped views, then the files of `home`/views by name; and in words which files could not be used.

    Tiles that are not in `known` are left out, so that a file outlives a metric.
    """
    views, notices = dict(SHIPPED), []
    for path in sorted((home / "views").glob("*.toml")):
        view = _read(path, known)
        if view is None:
            notices.append(f"The view file {path.name} cannot be read or names no tile; it was left out.")
        else:
            views[view.key] = view
    return views, notices


def _read(path: Path, known: Collection[str]) -> View | None:
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    tiles = said.get("tiles")
    if not isinstance(tiles, list) or key_of(path.stem, LONGEST_NAME) != path.stem:
        return None
    kept = tuple(dict.fromkeys(tile for tile in tiles if isinstance(tile, str) and tile in known))[
        :MOST_TILES
    ]
    label = str(said.get("name") or path.stem)[:LONGEST_NAME]
    return View(path.stem, label, kept) if kept else None


def write_view(home: Path, name: str, tiles: Collection[str]) -> View:
    """Keep a view as `home`/views/<key>.toml, over one of the same name. Raises `ViewError`."""
    key = key_of(name, LONGEST_NAME)
    if not key:
        raise ViewError("Give the view a name with at least one letter or digit.")
    if key in SHIPPED:
        raise ViewError(
            f"“{SHIPPED[key].label}” ships with Sightline and stays as it is. Choose another name."
        )
    if not tiles:
        raise ViewError("Choose at least one tile.")
    view = View(key, " ".join(name.split())[:LONGEST_NAME], tuple(dict.fromkeys(tiles))[:MOST_TILES])
    document = tomlkit.document()
    document.add("name", tomlkit.item(view.label))
    document.add("tiles", tomlkit.item(list(view.tiles)).multiline(True))
    path = home / "views" / f"{key}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise ViewError(
            f"The view was not kept: {path.parent} cannot be written ({error.strerror})."
        ) from None
    return view
