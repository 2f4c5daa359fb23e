"""Every page, in both themes, on a desk and on a phone: it renders, fits, asks nobody and complains of nothing."""

from __future__ import annotations

import re

import pytest

PAGES = {
    "overview": "/", "definitions": "/definitions", "definition": "/definitions?metric=nps", "sources": "/data",
    "rejected": "/data?show=rejected", "checks": "/data?show=checks", "snapshots": "/data?show=snapshots",
    "add": "/data?show=add", "journey": "/journey?section=all", "retention": "/retention?section=all",
    "voice": "/voice?section=all", "teams": "/teams?section=all", "digital": "/digital?section=all",
    "scorecard": "/scorecard", "present": "/present",
}  # fmt: skip
BROAD = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const main = document.querySelector('[data-testid="stMain"]');
  return Math.max(wide, main.scrollWidth - main.clientWidth);
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_renders_whole_asks_nobody_outside_and_complains_of_nothing(demo, visit, name):
    whole(visit(demo), name, "desktop-light")


@pytest.mark.parametrize(
    "view",
    [(1440, 900, "dark"), (390, 844, "light"), (390, 844, "dark")],
    ids=["desktop-dark", "phone-light", "phone-dark"],
)
def test_the_main_pages_do_so_in_the_other_theme_and_on_a_phone(demo, visit, view, request):
    width, height, theme = view
    seen = visit(demo, width=width, height=height, theme=theme)
    for name in (
        "overview", "definition", "sources", "rejected",
        "journey", "retention", "voice", "teams", "digital", "scorecard",
    ):  # fmt: skip
        whole(seen, name, request.node.callspec.id)


def whole(seen, name: str, view: str) -> None:
    seen.open(PAGES[name]).keep(f"{name}-{view}")
    assert seen.failures() == []
    assert len(seen.text()) > 200
    assert seen.page.evaluate(BROAD) <= 0
    assert seen.outside == []
    assert seen.complaints == []


def test_the_screen_says_that_the_demo_is_made_up(demo, visit):
    assert "made up" in visit(demo).open("/").text().lower()


def test_a_click_on_a_cause_shows_its_rows(demo, visit):
    seen = visit(demo).open("/data?show=rejected")
    assert "is not a Unix time in microseconds" not in seen.text()
    table = seen.page.locator('[data-testid="stDataFrame"]').first
    box = table.bounding_box()
    seen.page.mouse.click(box["x"] + 18, box["y"] + 33 * 3.5)
    seen.page.wait_for_function(
        "() => document.body.innerText.includes('is not a Unix time in microseconds')"
    )
    assert seen.settle().failures() == []


def test_rejected_rows_come_as_a_file_named_by_their_snapshot(demo, visit):
    seen = visit(demo).open("/data?show=rejected")
    with seen.page.expect_download() as got:
        seen.page.get_by_role("button", name="All rejected rows").click()
    name = got.value.suggested_filename
    current = (demo.home / "snapshots" / "current").read_text().strip().removesuffix(".duckdb")
    assert name == f"rejected-rows-{current}.csv"
    content = got.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content


def test_a_search_finds_a_definition_while_it_is_typed(demo, visit):
    seen = visit(demo).open("/definitions")
    seen.page.get_by_label("Search the definitions").press_sequentially("frt", delay=30)
    seen.page.wait_for_function("() => document.querySelectorAll('[data-testid=stExpander]').length < 5")
    assert "First response time" in seen.settle().text()


def test_an_opened_definition_can_be_sent_as_a_link(demo, visit):
    seen = visit(demo).open("/definitions")
    seen.page.get_by_text("Net Promoter Score").first.click()
    seen.page.wait_for_selector('[data-testid="stCode"]')
    assert "metric=nps" in seen.settle().query()
    assert "How it is counted" in seen.text()
    seen.page.reload()
    assert "How it is counted" in seen.settle().text()


def test_a_press_on_a_tile_shows_why_it_moved(demo, visit):
    seen = visit(demo).open("/teams")
    seen.page.get_by_role("button", name=re.compile("^Resolution time")).click()
    seen.page.wait_for_function("() => location.search.includes('section=number')")
    seen.settle()
    assert seen.page.get_by_role("radio", name="Why it moved").get_attribute("aria-checked") == "true"
    assert "tile=resolution_time" in seen.query()
    assert "Resolution time by" in seen.text()


def test_sections_take_the_keyboard_and_back_returns(demo, visit):
    seen = visit(demo).open("/journey")
    seen.page.get_by_role("radio", name="Funnel").focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("() => location.search.includes('section=touchpoints')")
    seen.page.go_back()
    seen.page.wait_for_function("() => !location.search.includes('section=touchpoints')")
    assert seen.settle().failures() == []


def test_a_choice_in_a_heading_is_in_the_address_and_back_returns(demo, visit):
    seen = visit(demo).open("/")
    seen.page.get_by_role("radio", name="Channel").focus()
    seen.page.keyboard.press("ArrowRight")
    seen.page.wait_for_function("() => location.search.includes('by=stage')")
    assert " by stage, " in seen.settle().text()
    seen.page.get_by_role("radio", name="CX lead").check(force=True)
    seen.page.wait_for_function("() => location.search.includes('view=cx-lead')")
    seen.page.go_back()
    seen.page.wait_for_function("() => !location.search.includes('view=')")
    seen.page.locator("label", has_text="Executive").locator("input:checked").wait_for(state="attached")
    assert seen.failures() == []


def test_a_list_in_a_heading_is_in_the_address(demo, visit):
    seen = visit(demo).open("/retention")
    seen.page.get_by_label("Begins with").select_option("first_order")
    seen.page.wait_for_function("() => location.search.includes('begin=first_order')")
    assert "First order in the month" in seen.settle().text()
    assert seen.failures() == []


def test_the_menu_of_a_card_takes_the_keyboard_and_closes_to_its_button(demo, visit):
    seen = visit(demo).open("/")
    button = seen.page.get_by_role("button", name=re.compile("^About: ")).first
    button.focus()
    seen.page.keyboard.press("Enter")
    items = seen.page.get_by_role("menuitem")
    assert items.all_inner_texts()[:2] == ["Data and CSV", "Definition"]
    seen.page.wait_for_function("() => document.activeElement.textContent === 'Data and CSV'")
    seen.page.keyboard.press("ArrowUp")
    assert seen.page.evaluate("document.activeElement.textContent") == "Add to deck"
    seen.page.keyboard.press("Escape")
    items.first.wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    seen.page.keyboard.press("Enter")
    items.nth(1).focus()
    seen.page.keyboard.press("Enter")
    dialog = seen.page.get_by_role("dialog")
    dialog.get_by_text("How it is counted").or_(dialog.get_by_text("Counted")).first.wait_for()
    assert seen.failures() == []


def test_a_link_to_a_card_scrolls_to_it(demo, visit):
    seen = visit(demo).open("/scorecard#card-promises")
    place = seen.page.locator("#card-promises")
    place.wait_for()
    seen.page.wait_for_function(
        "() => document.querySelector('#card-promises').getBoundingClientRect().top < 400"
    )


def test_a_press_on_a_mark_of_a_figure_filters_the_page(demo, visit):
    seen = visit(demo).open("/journey")
    bars = seen.page.locator(".st-key-figure_funnel_customer .bars .point path, .figure .bars .point path")
    box = bars.nth(1).bounding_box()
    seen.page.mouse.move(box["x"] + 8, box["y"] + box["height"] / 2)
    seen.page.mouse.click(box["x"] + 8, box["y"] + box["height"] / 2)
    seen.page.wait_for_function("() => location.search.includes('stage=')")
    assert seen.settle().failures() == []
