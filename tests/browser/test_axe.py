"""Accessibility, measured by axe in both themes: clean but for what Streamlit itself brings."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    "/",
    "/definitions?metric=nps",
    "/data",
    "/data?show=rejected",
    "/data?show=checks",
    "/journey?section=all",
    "/retention?section=all",
    "/voice?section=all",
    "/teams?section=all",
    "/digital?section=all",
    "/scorecard",
    "/present",
)
# (rule, selector of the element, why it is not ours). Nothing else is let through.
KNOWN = (
    ("color-contrast", "[data-testid=stCode] .token", "the colours of Streamlit's own SQL highlighting"),
    (
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "Streamlit's uploader has a label and no role",
    ),
)
MATCHES = "([target, selector]) => document.querySelector(target)?.matches(selector) ?? false"


def findings(page) -> list[str]:
    """What axe finds that is not known, one line each."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in violations
        for node in rule["nodes"]
        if not known(page, rule["id"], node["target"])
    ]


def known(page, rule: str, target: list) -> bool:
    if len(target) != 1 or not isinstance(target[0], str):
        return False
    return any(rule == name and page.evaluate(MATCHES, [target[0], selector]) for name, selector, _ in KNOWN)


@pytest.mark.parametrize(
    ("width", "height", "theme"),
    [(1440, 900, "light"), (390, 844, "dark")],
    ids=["desktop-light", "phone-dark"],
)
def test_axe_finds_nothing_of_ours(demo, visit, width, height, theme):
    seen = visit(demo, width=width, height=height, theme=theme, bypass_csp=True)
    found = {path: findings(seen.open(path).page) for path in PAGES}
    assert not any(found.values()), "\n".join(
        f"{path} {line}" for path, lines in found.items() for line in lines
    )


def test_axe_finds_nothing_of_ours_in_the_card_menu(demo, visit):
    seen = visit(demo, bypass_csp=True).open("/")
    seen.page.get_by_role("button", name="About:").first.click()
    seen.settle()
    found = findings(seen.page)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_of_ours_where_files_are_sent(hostile, visit):
    found = findings(visit(hostile, bypass_csp=True).open("/data?show=add").page)
    assert not found, "\n".join(found)
