"""What stands on a page, read off an app that was run."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest

ALL = ("title", "header", "subheader", "caption", "info", "markdown")
Spec = dict[str, Any]


def opened(app: AppTest, **query: str | list[str]) -> AppTest:
    """The page at this address, which must be there without an error."""
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert not app.error
    return app


def plain(value: str) -> str:
    """Words as they are seen: without escapes and the mark that keeps a word whole."""
    return value.replace("\\", "").replace("\u2060", "")


def headings(app: AppTest, level: int) -> list[Spec]:
    """The headings of this level as they are drawn; 1: the first sentence, 2: the sections, 3: the cards."""
    return [drawn for _, drawn in given(app, "heading") if drawn["level"] == level]


def chosen(app: AppTest) -> dict[str, str]:
    """What is chosen in the headings, by the name of the choice."""
    parts = [part for level in (1, 2, 3) for part in headings(app, level)]
    return {choice["key"]: choice["chosen"] for part in parts for choice in part["choices"]}


def sentence(app: AppTest) -> str:
    """The first sentence of the page."""
    (said,) = headings(app, 1)
    return str(said["title"])


def titles(app: AppTest) -> list[str]:
    """The titles of the cards."""
    return [card["title"] for card in headings(app, 3)]


def words(app: AppTest) -> str:
    """All that is said: the first sentence, then headings, notices and text."""
    return "\n".join([*(each["title"] for each in headings(app, 1)), below(app)])


def below(app: AppTest) -> str:
    """All that is said below the first sentence."""
    under = [each["said"] for each in headings(app, 1)]
    headed = [
        words for level in (2, 3) for each in headings(app, level) for words in (each["title"], each["said"])
    ]
    written = [plain(element.value) for kind in ALL for element in getattr(app, kind)]
    return "\n".join([*under, *headed, *written, *_said(app)])


def _said(app: AppTest) -> list[str]:
    """The line under the scope bar."""
    return [text for _, bar in given(app, "scope_bar") for text in bar["said"]]


def html(app: AppTest) -> str:
    """Everything the page draws as HTML of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def table(app: AppTest, kind: str) -> str:
    """The first HTML of this class; it must be there."""
    return next(element.proto.body for element in app.get("html") if f'class="{kind}"' in element.proto.body)


def drawn(app: AppTest) -> list[tuple[str, str, Spec]]:
    """Every figure in its order: its key, what says it aloud, its specification."""
    return [(key, said["alt"], json.loads(said["figure"])) for key, said in given(app, "figure")]


def given(app: AppTest, component: str) -> list[tuple[str, Spec]]:
    """Key and data of every one of the app's own components of this name, in its order."""
    parts = [
        part.proto
        for part in app.get("bidi_component")
        if part.proto.component_name == f"sightline_{component}"
    ]
    return [(part.id.rsplit("-", 1)[-1], json.loads(part.json)[0]) for part in parts]


def figures(app: AppTest) -> dict[str, Spec]:
    """Every figure in its order, by its key."""
    return {key: specification for key, _, specification in drawn(app)}


def bars(app: AppTest, says: str) -> list[Spec]:
    """The rows of the list of bars whose card says this."""
    return next(part["rows"] for _, part in given(app, "bars") if says in part["alt"])


def tiles(app: AppTest) -> dict[str, Spec]:
    """The tiles by their metric."""
    return {tile["key"]: tile for tile in given(app, "tiles")[0][1]["tiles"]}
