"""A table a reader and a screen reader can read."""

from __future__ import annotations

from dashboard.figures.listing import Column, Item, listing

DRAWN = listing(
    "Who", [Column("Name"), Column("Region", "more"), Column("Money", "n")],
    [Item(["a", "north", "1"]), Item(["b", "south", "2"], faint=True)],
)  # fmt: skip


def test_heads_and_rows_are_named():
    assert "<caption>Who</caption>" in DRAWN
    assert (
        "<th scope='col'>Name</th><th scope='col' class='more'>Region</th><th scope='col' class='n'>Money</th>"
        in DRAWN
    )
    assert "<th scope='row'>a</th><td class='more'>north</td><td class='n'>1</td>" in DRAWN


def test_what_does_not_stand_out_is_faint():
    assert DRAWN.count("<tr class=faint>") == 1
    assert "<tr class=faint><th scope='row'>b" in DRAWN
