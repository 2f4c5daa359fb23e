"""Genuine exports through the door: every row accounted for, numbers known from the files' own descriptions."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from dashboard.store.build import build
from dashboard.store.snapshot import current, open_snapshot
from tests.sources.test_run import COMPANY, bring, rows

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


@pytest.mark.genuine
def test_agents_known_by_their_first_names_only_are_tokens_in_record_and_snapshot(
    shared_data: Path, tmp_path: Path
) -> None:
    path, home = shared_data / "tickets" / "zendesk_style_tickets.csv", tmp_path / "home"
    with path.open(newline="") as file:
        names = [row["Agent Assigned"] for row in csv.DictReader(file)]
    bring(home, path, confirm=True, time_zone="UTC")
    asked = "select agent_id, count(*) from contact group by agent_id order by agent_id"
    found = rows(home, asked)
    assert sorted(n for _, n in found) == sorted(Counter(names).values())
    assert all(re.fullmatch("t_[0-9a-f]{32}", str(token)) for token, _ in found)
    bring(home, path, confirm=True, time_zone="UTC", again=True)
    assert rows(home, asked) == found
    build(home, COMPANY)
    newest = current(home)
    assert newest is not None
    snapshot = open_snapshot(newest)
    tables = snapshot.query("select distinct table_name from information_schema.tables").column(0).to_pylist()
    told = "".join(str(snapshot.query(f'select * from "{table}"').to_pylist()) for table in tables)
    snapshot.close()
    assert str(found[0][0]) in told
    assert not re.findall(rf"\b({'|'.join(set(names))})\b", told)
