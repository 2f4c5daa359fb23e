"""A file is sent, looked at, answered for, imported; and the page shows the new snapshot."""

from __future__ import annotations

import shutil

HEADER = "Ticket ID,Created,Satisfaction,Message"


def test_an_unknown_file_is_asked_about_imported_and_used(hostile_home, serve, visit, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(hostile_home, home, ignore=shutil.ignore_patterns("incoming"))
    path = tmp_path / "help desk.csv"
    rows = [
        f"{i},2026-10-{i % 28 + 1:02} 10:00:00,{i % 5 + 1},The parcel is late again {i}" for i in range(1, 61)
    ]
    path.write_text("\n".join([HEADER, *rows, "61,2026-10-03 10:00:00,9,Nine of five"]))
    seen = visit(serve(home)).open("/data?show=add")
    before = (home / "snapshots" / "current").read_text()
    seen.page.set_input_files('input[type="file"]', path)
    seen.page.get_by_role("button", name="Import").wait_for(timeout=30_000)
    assert "not seen before, so this is a guess" in seen.settle().text()

    seen.page.get_by_role("button", name="Import").click()
    seen.page.get_by_text("These are needed first").wait_for(timeout=30_000)

    for question, answer in {
        "Which time zone": "Europe/Vilnius", "What does": "csat", "is more better": "up",
    }.items():  # fmt: skip
        box = seen.page.get_by_label(question)
        box.click()
        box.fill(answer)
        seen.page.keyboard.press("Enter")
    seen.page.get_by_label("What is the whole scale").fill("1-5")
    seen.page.get_by_role("button", name="Import").click()
    seen.page.get_by_text("What the last import did").wait_for(timeout=90_000)

    said = seen.settle().text()
    assert "60 of 61 rows came in" in said
    assert "1 row did not come in" in said
    assert (home / "snapshots" / "current").read_text() != before
    assert list((home / "incoming").iterdir()) == []
    assert seen.failures() == []
