"""Both themes keep their promises: the same colours as the page, and enough contrast to be read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dashboard.figures.template import DARK, LIGHT, PALETTES, blank, colours, drawn, label_room

CONFIG = Path(__file__).parents[2] / "dashboard" / ".streamlit" / "config.toml"
THEMES = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_figures_and_page_share_their_colours(theme):
    palette, page = PALETTES[theme], THEMES[theme]
    assert palette.paper == page["backgroundColor"]
    assert palette.ink == page["textColor"]
    assert palette.line == page["borderColor"]
    assert palette.accent == page["primaryColor"]
    assert palette.grey == page["grayColor"]
    assert palette.good == page["greenColor"]
    assert palette.bad == page["redColor"]
    assert list(palette.categorical) == page["chartCategoricalColors"]


@pytest.mark.parametrize("theme", PALETTES)
def test_chart_colours_are_enough_for_the_browser_to_accept_them(theme):
    assert len(THEMES[theme]["chartCategoricalColors"]) >= 10
    assert len(THEMES[theme]["chartSequentialColors"]) == 10
    assert len(THEMES[theme]["chartDivergingColors"]) == 10


def test_the_stylesheet_uses_the_same_paper():
    style = (CONFIG.parents[1] / "screens" / "sightline.css").read_text("utf-8")
    assert f"light-dark({LIGHT.paper}, {DARK.paper})" in style


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_on_paper_meet_wcag_aa(palette):
    for colour in (palette.ink, palette.grey, palette.accent, palette.good, palette.bad):
        assert contrast(colour, palette.paper) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_marks_on_paper_meet_wcag_for_graphics(palette):
    assert all(contrast(colour, palette.paper) >= 3 for colour in palette.categorical)


def test_a_value_keeps_its_colour_by_its_place_in_the_vocabulary():
    known = colours([f"channel {i}" for i in range(14)], LIGHT)
    assert known["channel 0"] == LIGHT.categorical[0]
    assert known["channel 12"] == LIGHT.categorical[0]


def test_figures_carry_no_default_template_and_no_chrome():
    for figure in (blank(LIGHT, 200), drawn([], LIGHT, 200)):
        assert len(figure.to_json()) < 1500
        assert figure.layout.showlegend is False
        assert figure.layout.height == 200


def test_the_room_for_labels_grows_with_them_up_to_a_limit():
    assert label_room(["App"]) < label_room(["Mobile application"])
    assert label_room(["x" * 200]) == label_room(["x" * 30])
    assert label_room([]) > 0
