"""The address and the keyboard: nonsense is answered with a notice, filters stay, and everything can be reached."""

from __future__ import annotations

import http.client
from urllib.parse import parse_qs, urlsplit

import pytest

NONSENSE = {
    "an unknown value": "channel=teleport",
    "a value twice, one of them unknown": "channel=app&channel=teleport&channel=app",
    "not a number": "period=NaN&from=NaN&to=Infinity",
    "dates the wrong way round": "from=2026-10-01&to=2026-01-01",
    "dates out of reason": "from=0001-01-01&to=9999-12-31",
    "an impossible day and an unknown comparison": "from=2026-02-31&to=2026-03-01&compare=sideways",
    "half a comparison": "compare=custom&compare_from=2026-01-01",
    "sql": "team='%20or%201=1%20--&segment=%22;drop%20table%20x",
    "control characters and broken percent": "region=%00%1b%5b31m%0a&stage=%ff%fe%c3%28",
    "many and long values": "&".join(f"channel=x{i}" for i in range(500)) + "&persona=" + "x" * 30_000,
}
NOTICED = {
    "an unknown value",
    "not a number",
    "dates the wrong way round",
    "dates out of reason",
    "an impossible day and an unknown comparison",
}


def filters(seen) -> dict[str, list[str]]:
    return parse_qs(urlsplit(seen.page.url).query)


def test_nonsense_in_the_address_is_answered_with_the_page_and_a_notice(demo, visit):
    seen = visit(demo)
    for name, query in NONSENSE.items():
        seen.open(f"/?{query}")
        assert seen.failures() == [], name
        assert "Net Promoter Score" in seen.text(), name
        if name in NOTICED:
            assert "The address names" in seen.text(), name
    assert seen.outside == []


@pytest.mark.parametrize(
    "path", ["/definitions?metric=", "/data?show=", "/journey?steps=", "/retention?leaves=", "/voice?find=",
             "/teams?agent=", "/digital?task=", "/scorecard?by=", "/present?deck="],
)  # fmt: skip
def test_nonsense_on_any_page_is_answered_with_the_page(demo, visit, path):
    seen = visit(demo)
    for value in ("x" * 30_000, "%00%ff&metric=b&show=c"):
        assert seen.open(path + value).failures() == []
        assert len(seen.text()) > 200


def test_an_address_of_a_megabyte_is_refused_and_the_server_goes_on(demo, visit):
    host = urlsplit(demo.url).netloc
    connection = http.client.HTTPConnection(host, timeout=10)
    try:
        connection.request("GET", "/?channel=" + "x" * 1_000_000)
        assert connection.getresponse().status < 500
    except (http.client.HTTPException, OSError):
        pass  # hanging up on it is an answer too
    finally:
        connection.close()
    assert visit(demo).open("/").failures() == []


def test_a_link_and_a_reload_keep_the_filters(demo, visit):
    seen = visit(demo).open("/?period=28d&channel=app")
    assert filters(seen) == {"period": ["28d"], "channel": ["app"]}
    assert "Last 28 days" in seen.text()
    seen.page.reload()
    seen.settle()
    assert filters(seen) == {"period": ["28d"], "channel": ["app"]}
    assert "Last 28 days" in seen.text()


def test_the_menu_carries_the_filters_and_back_returns_to_them(demo, visit):
    seen = visit(demo).open("/?period=28d")
    seen.page.get_by_role("link", name="Data").first.click()
    seen.page.wait_for_url("**/data?*period=28d*")
    seen.settle()
    seen.page.go_back()
    seen.settle(1)
    if "/data" in seen.page.url:  # now and then Streamlit enters a page and its filters as two steps
        seen.page.go_back()
    seen.page.wait_for_function("() => document.body.innerText.includes('Net Promoter')")
    assert urlsplit(seen.page.url).path in ("/", "/overview")
    assert "Last 28 days" in seen.settle().text()


def test_values_are_chosen_one_after_another_and_each_has_its_way_out(demo, visit):
    seen = visit(demo).open("/?period=28d")
    seen.page.get_by_role("button", name="All channels").click()
    for name in ("Web", "App"):  # the list stays open
        seen.page.get_by_role("button", name=name, exact=True).click()
        seen.page.wait_for_function(f"() => location.search.includes('channel={name.lower()}')")
    seen.page.keyboard.press("Escape")
    assert filters(seen.settle()) == {"period": ["28d"], "channel": ["app", "web"]}
    seen.page.get_by_role("button", name="Web", exact=True).click()
    seen.page.wait_for_function("() => !location.search.includes('web')")
    assert filters(seen.settle()) == {"period": ["28d"], "channel": ["app"]}
    assert seen.failures() == []


def test_days_of_ones_own_are_in_the_address_with_the_end_left_out(demo, visit):
    seen = visit(demo).open("/")
    seen.page.get_by_role("button", name="Last 90 days").click()
    seen.page.get_by_label("From", exact=True).fill("2026-08-01")
    seen.page.get_by_label("to", exact=True).first.fill("2026-08-31")
    seen.page.get_by_role("button", name="Show these days").click()
    seen.page.wait_for_function("() => location.search.includes('to=2026-09-01')")
    assert "1 Aug to 31 Aug 2026" in seen.settle().text()


def test_a_filter_is_opened_and_chosen_with_the_keyboard(demo, visit):
    seen = visit(demo).open("/")
    seen.page.get_by_role("button", name="vs previous 90 days").focus()
    seen.page.keyboard.press("Enter")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Space")
    seen.page.wait_for_function("() => location.search.includes('compare=year')")
    assert "vs the same days last year" in seen.settle().text()


def test_clearing_a_chosen_filter_clears_the_address(demo, visit):
    seen = visit(demo).open("/?channel=app")
    seen.page.get_by_role("button", name="Clear").click()
    seen.page.wait_for_function("() => !location.search.includes('channel')")
    assert seen.settle().failures() == []


def test_the_parts_of_the_data_page_are_in_the_address_and_back_goes_to_the_part_before(demo, visit):
    seen = visit(demo).open("/data")
    seen.page.get_by_role("radio", name="Checks").click()
    seen.page.wait_for_function("() => location.search.includes('show=checks')")
    assert "What the data can answer" in seen.settle().text()
    seen.page.reload()
    assert "What the data can answer" in seen.settle().text()


def test_a_tile_is_reached_with_tab_and_opened_with_enter(demo, visit):
    seen = visit(demo).open("/")
    pressed = tab_to(seen, "First response time")
    assert pressed
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function(
        "() => document.querySelector('[data-testid=stMain]').innerText.includes('First response time by')"
    )
    assert seen.settle().failures() == []


def test_a_definition_is_reached_and_opened_with_the_keyboard(demo, visit):
    seen = visit(demo).open("/definitions")
    seen.page.get_by_label("Search the definitions").focus()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_selector('[data-testid="stCode"]')


FOCUSED = """() => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return (at?.getAttribute('aria-label') || at?.innerText || '').trim()
}"""


def tab_to(seen, words: str, most: int = 80) -> bool:
    """Press Tab until what is focused begins with these words."""
    for _ in range(most):
        seen.page.keyboard.press("Tab")
        if seen.page.evaluate(FOCUSED).startswith(words):
            return True
    return False


def test_a_bar_is_pressed_without_a_pointer_and_filters_the_page(demo, visit):
    seen = visit(demo).open("/?by=channel")
    bar = seen.page.locator(".row.pressable").first
    key = bar.get_attribute("data-key")
    bar.focus()
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert filters(seen)["channel"] == [key]
    assert seen.failures() == []
