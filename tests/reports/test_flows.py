"""Flows are laid out so that everything that goes into a place and out of it fits in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.flows import course
from tests.reports.stories import exhibit

ANY = st.lists(
    st.fixed_dictionaries(
        {"from": st.sampled_from("abcde"), "to": st.sampled_from("abcde"), "n": st.integers(-1, 99)}
    ),
    max_size=25,
)


def laid(rows):
    return course(Exhibit("k", "p", "h", "", rows, Plot("flow", "from", "n", "to")))


def test_places_stand_in_the_column_after_what_leads_to_them():
    made = course(exhibit("flow"))
    assert {key: node.size for key, node in made.nodes.items()} == {
        (0, "Cart"): 100.0, (1, "Order"): 46.0, (1, "Stopped"): 54.0, (2, "Review"): 6.0,
    }  # fmt: skip
    assert made.columns == 3


def test_rows_that_say_their_step_stand_in_its_column_also_when_a_place_comes_again():
    made = laid([{"step": 1, "from": "a", "to": "b", "n": 5}, {"step": 2, "from": "b", "to": "a", "n": 3}])
    assert set(made.nodes) == {(0, "A"), (1, "B"), (2, "A")}


@given(ANY)
def test_bands_keep_their_sizes_and_stay_inside_their_places(rows):
    made = laid(rows)
    assert sum(band.value for band in made.bands) == sum(row["n"] for row in rows if row["n"] > 0)
    for band in made.bands:
        source, target = made.nodes[band.source], made.nodes[band.target]
        assert band.source[0] < band.target[0]
        assert source.top - 1e-9 <= band.start <= source.top + source.height - band.width + 1e-9
        assert target.top - 1e-9 <= band.end <= target.top + target.height - band.width + 1e-9
    for key, node in made.nodes.items():
        out = sum(band.width for band in made.bands if band.source == key)
        into = sum(band.width for band in made.bands if band.target == key)
        assert max(out, into) == pytest.approx(node.height)
