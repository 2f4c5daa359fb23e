"""Genuine exports through the door: every row accounted for, numbers known from the files' own descriptions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.test_run import bring, rows

EXPECTED = [
    ("surveymonkey/flying-etiquette.csv", 1_040, {}),
    ("typeform/2016_New_Coders_Survey_Part_1.csv", 15_653, {}),
    ("cdnow/CDNOW_master.txt", 69_659, {"confirm": True}),
    ("telco/WA_Fn-UseC_-Telco-Customer-Churn.csv", 7_043, {"confirm": True}),
    ("complete_journey/transactions_sample.csv", 75_000, {"confirm": True, "time_zone": "UTC"}),
    ("tickets/zendesk_style_tickets.csv", 50, {"confirm": True, "time_zone": "UTC"}),
    ("qualtrics/ropensci_sample.csv", 1, {"time_zone": "Europe/Zurich"}),
    ("qualtrics/ropensci_sample_legacy.csv", 1, {"time_zone": "Europe/Zurich"}),
]


@pytest.mark.genuine
@pytest.mark.parametrize(("name", "read", "options"), EXPECTED, ids=[name for name, _, _ in EXPECTED])
def test_every_row_of_a_genuine_export_is_accounted_for(
    name: str, read: int, options: dict[str, object], shared_data: Path, tmp_path: Path
) -> None:
    (file,) = bring(tmp_path / "home", shared_data / name, **options)
    assert (file.status, file.read) == ("imported", read), file
    assert file.accepted > 0.99 * read
    assert file.accepted + file.rejected + sum(file.dropped.values()) == read


@pytest.mark.genuine
def test_cdnow_has_the_published_customers_and_free_orders(shared_data: Path, tmp_path: Path) -> None:
    """23,570 customers and 80 orders of nothing, as its description says."""
    bring(tmp_path / "home", shared_data / "cdnow", confirm=True)
    found = rows(
        tmp_path / "home",
        "select count(*), count(distinct customer_id), count(*) filter (amount = 0), min(customer_id) from purchase",
    )
    assert found == [(69_659, 23_570, 80, "00001")]


@pytest.mark.genuine
def test_a_basket_written_as_an_exponent_is_the_only_row_of_the_journey_that_is_rejected(
    shared_data: Path, tmp_path: Path
) -> None:
    path = shared_data / "complete_journey" / "transactions_sample.csv"
    bring(tmp_path / "home", path, confirm=True, time_zone="UTC")
    (reject,) = rows(tmp_path / "home", 'select line, "column", raw from reject')
    assert reject[:2] == (37_995, "basket_id")
    assert str(reject[2]).startswith("2223,381,4.0128e+10,")
