"""What strangers wrote stays text: nothing runs, nothing is asked for, nothing leads away.

The page is opened without the server's content policy, so that the escaping alone must hold, and once with it.
"""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.browser.hostile import CANARY, ICON, PAYLOADS

# Everything in the page, shadow roots included, that runs, leads or asks somewhere else.
FOREIGN = """canary => {
  const found = []
  const look = root => root.querySelectorAll('*').forEach(element => {
    if (element.shadowRoot) look(element.shadowRoot)
    for (const { name, value } of element.attributes) {
      const leads = /^(href|src|xlink:href|action|formaction|data|poster|srcdoc|style)$/.test(name)
      if (name.startsWith('on') && value) found.push(`${element.tagName} ${name}`)
      else if (leads && (value.includes(canary) || /^\\s*javascript:/i.test(value)))
        found.push(`${element.tagName} ${value}`)
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'VIDEO', 'AUDIO', 'BASE'].includes(element.tagName)) found.push(element.tagName)
    if (element.tagName === 'A' && element.href && !element.href.startsWith(location.origin)
        && !element.href.startsWith('data:') && !element.href.startsWith('blob:')) found.push(`A ${element.href}`)
  })
  look(document)
  return found
}"""
BIDI = "() => /[\\u202a-\\u202e\\u2066-\\u2069\\u200f]/.test(document.querySelector('[data-testid=stMain]').innerText)"


def assert_harmless(seen) -> None:
    page = seen.page
    assert page.evaluate("window.pwned") is None
    assert seen.outside == []
    assert page.evaluate(FOREIGN, CANARY) == []
    assert page.get_by_test_id("stIconMaterial").filter(has_text=ICON).count() == 0
    assert seen.failures() == []


@pytest.fixture
def reader(hostile, visit):
    """A reader whom only the escaping protects."""
    return visit(hostile, bypass_csp=True)


def test_the_payloads_are_many():
    assert len(set(PAYLOADS)) >= 18


def test_with_the_policy_hostile_text_does_as_little_and_the_console_is_quiet(hostile, visit):
    seen = visit(hostile)
    for path in ("/", "/data?show=rejected"):
        assert_harmless(seen.open(path))
    assert seen.complaints == []


@pytest.mark.parametrize(
    "path", ["/definitions?metric=nps", "/data", "/data?show=rejected", "/data?show=checks"]
)
def test_hostile_text_is_only_text_on_the_pages_of_trust(reader, path):
    seen = reader.open(path)
    seen.page.mouse.move(700, 420)
    assert_harmless(seen.settle())
    assert not seen.page.evaluate(BIDI)


@pytest.mark.parametrize(
    "path",
    [
        "/journey?section=all",
        "/retention?section=all",
        "/voice?section=all",
        "/teams?section=all",
        "/digital?section=all",
        "/scorecard",
        "/present",
    ],
)
def test_hostile_text_is_only_text_on_every_page(reader, path):
    seen = reader.open(path)
    assert_harmless(seen)
    for marks in seen.page.locator(".js-plotly-plot").all()[:8]:
        box = marks.bounding_box()
        if box:
            seen.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
            seen.page.wait_for_timeout(60)
    assert_harmless(seen)


def test_hostile_text_is_only_text_on_the_overview_and_in_every_breakdown(reader):
    seen = reader.open("/")
    assert_harmless(seen)
    for dimension in ("Stage", "Segment", "Persona", "Region", "Team", "Channel"):
        seen.page.get_by_test_id("stMain").get_by_role("radio", name=dimension, exact=True).last.click()
        seen.settle()
        for bars in seen.page.locator(".js-plotly-plot").all():
            box = bars.bounding_box()
            if box:
                seen.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.3)
                seen.page.wait_for_timeout(80)
        assert_harmless(seen)
        shown = seen.text()
        assert any(text[:9].lower() in shown.lower() for text in PAYLOADS if "<" in text), dimension


def test_hostile_text_is_only_text_in_the_rows_behind_a_number(reader):
    seen = reader.open("/")
    seen.page.get_by_role("button", name="About:").first.click()
    seen.page.get_by_text("Rows behind it").click()
    seen.page.wait_for_selector('[role="dialog"] [data-testid="stDataFrame"]')
    assert_harmless(seen.settle())


def test_hostile_text_is_only_text_in_the_filters(reader):
    seen = reader.open("/")
    for name in ("All channels", "All stages", "All segments", "All teams"):
        seen.page.get_by_role("button", name=name).first.click()
        seen.settle(0.2)
        assert_harmless(seen)
        seen.page.keyboard.press("Escape")


def test_a_hostile_value_chosen_in_the_address_is_only_text(reader):
    seen = reader.open(
        f"/?segment={quote(PAYLOADS[3])}&segment={quote(PAYLOADS[13])}&team={quote(PAYLOADS[2])}"
    )
    assert_harmless(seen)


def test_hostile_words_in_the_address_are_only_text(reader):
    for text in PAYLOADS[1:4]:
        seen = reader.open(f"/definitions?metric={quote(text)}&channel={quote(text)}")
        assert_harmless(seen)


def test_a_sent_file_with_hostile_names_headers_and_cells_is_only_text(hostile, visit, tmp_path):
    path = tmp_path / "help <img src=x onerror=window.pwned=1> ![x](x) desk.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "Ticket ID",
                "Created at",
                f"![x](http://{CANARY}/h.png) Rating",
                "<img src=x onerror=window.pwned=1>",
                "Message",
            ]
        )
        for i in range(30):
            writer.writerow(
                [
                    i + 1,
                    f"2026-05-{i % 28 + 1:02} 10:00",
                    i % 5 + 1,
                    PAYLOADS[i % len(PAYLOADS)],
                    PAYLOADS[(i + 3) % len(PAYLOADS)],
                ]
            )
    seen = visit(hostile, bypass_csp=True).open("/data?show=add")
    seen.page.set_input_files('input[type="file"]', path)
    seen.page.get_by_role("button", name="Import").wait_for(timeout=30_000)
    assert_harmless(seen.settle())
    assert "What the file does not say" in seen.text()


def test_the_rejected_rows_as_a_file_hold_no_formula(hostile, visit):
    seen = visit(hostile).open("/data?show=rejected")
    with seen.page.expect_download() as got:
        seen.page.get_by_role("button", name="All rejected rows").click()
    text = got.value.path().read_text("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert len(cells) > 100
    assert [cell for cell in cells if cell[:1] in "=+@\t\r" and cell] == []


def test_every_answer_carries_the_security_headers(demo):
    for path in ("/", "/data", "/_stcore/health", "/static/nothing"):
        try:
            headers = urlopen(demo.url + path, timeout=5).headers
        except OSError as error:
            headers = error.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_no_other_window_is_listened_to(demo):
    with urlopen(f"{demo.url}/_stcore/host-config", timeout=5) as answer:
        assert json.load(answer)["allowedOrigins"] == []


def test_another_name_for_this_machine_is_not_answered(demo):
    from http.client import HTTPConnection

    connection = HTTPConnection(demo.url.removeprefix("http://"), timeout=5)
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    connection.putheader("Host", "rebound.example")
    for name, value in {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": "http://rebound.example",
    }.items():  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status in (400, 403)
    connection.close()
