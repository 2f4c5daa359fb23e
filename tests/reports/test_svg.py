"""A picture shows the marks of its frame inside its edges, and nothing in it runs or leads anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from dashboard.figures.template import DARK, LIGHT
from dashboard.reports import svg
from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.text import width
from tests.reports.stories import CURVE, EVERY, PLOTS, exhibit, hostile

DRAWN = [kind for kind in PLOTS if kind != "table"]
NS = "{http://www.w3.org/2000/svg}"


def picture(shown, palette=LIGHT):
    return ET.fromstring(svg.picture(shown, EVERY, palette))


def texts(root):
    return [each.text for each in root.iter(f"{NS}text")]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("kind", DRAWN)
def test_words_stay_inside_the_picture(kind, palette):
    long = {
        "app": "An application with a name that is much too long to stand beside a bar anywhere",
        "May": "M" * 60,
    }
    rows = [
        {k: long.get(v, v) if isinstance(v, str) else v for k, v in row.items()} for row in PLOTS[kind][0]
    ]
    root = picture(replace(exhibit(kind), rows=rows), palette)
    _, _, wide, high = map(float, root.get("viewBox").split())
    for each in root.iter(f"{NS}text"):
        x, y, size = (float(each.get(name)) for name in ("x", "y", "font-size"))
        room = width(each.text or "") * size
        left = {"start": x, "middle": x - room / 2, "end": x - room}[each.get("text-anchor")]
        assert left >= -6, each.text
        assert left + room <= wide + 6, each.text
        assert size * 0.7 <= y <= high, each.text


def test_bars_say_their_values_and_a_waterfall_adds_up():
    assert {"27.1%", "−35%", "App", "Mobile web", "Now", "Before"} <= set(texts(picture(exhibit("bar"))))
    assert {"−4.1 points", "+1 point", "−3 points", "All together"} <= set(
        texts(picture(exhibit("waterfall")))
    )
    fills = [each.get("fill") for each in picture(exhibit("waterfall")).iter(f"{NS}rect")]
    assert fills == [LIGHT.bad, LIGHT.good, LIGHT.bad]


def test_a_line_breaks_where_nothing_was_observed_and_is_dashed_where_it_is_not_over():
    paths = [
        each for each in picture(exhibit("line")).iter(f"{NS}path") if each.get("stroke") == LIGHT.accent
    ]
    whole, open_end = paths
    assert whole.get("d").count("M") == 2
    assert open_end.get("stroke-dasharray")
    assert texts(picture(exhibit("line")))[-2:] in (["Now 31", "Before 30"], ["Before 30", "Now 31"])


def test_the_interval_of_stairs_is_a_band():
    assert len(list(picture(exhibit("step")).iter(f"{NS}polygon"))) == 1
    bare = [{k: v for k, v in row.items() if k not in ("low", "high")} for row in CURVE]
    assert not list(picture(replace(exhibit("step"), rows=bare)).iter(f"{NS}polygon"))


def test_tables_and_empty_frames_have_no_picture():
    assert svg.picture(exhibit("table"), EVERY) is None
    assert svg.picture(replace(exhibit("bar"), rows=[]), EVERY) is None


@pytest.mark.parametrize("kind", DRAWN)
def test_a_frame_without_any_value_is_drawn_empty(kind):
    assert picture(Exhibit("k", "p", "h", "", [{"x": "a", "y": None}], Plot(kind, "x", "y", "s"))) is not None


def test_a_picture_leads_nowhere():
    for shown in hostile().slides:
        drawn = svg.picture(shown, EVERY) if shown.rows else None
        if drawn is not None:
            root = ET.fromstring(drawn)
            assert {each.tag.removeprefix(NS) for each in root.iter()} <= {
                "svg", "title", "text", "rect", "line", "path", "polygon", "circle",
            }  # fmt: skip
            assert not re.search(r"(href|url\(|\son\w+)=", re.sub(r">[^<]*<", "><", drawn))
