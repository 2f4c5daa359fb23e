"""The exports as files: the same every time, of the size asked for, with vendors' headers and counted wrong rows."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from dashboard.company import Company, read_company
from dashboard.demo import Truth, company_text, make_exports, write_mappings

ROOT = Path(__file__).resolve().parents[2]
Made = tuple[Path, Truth]


def text_of(path: Path) -> str:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-16" if path.name.startswith("google_play") else "utf-8")


def header_of(folder: Path, name: str) -> list[str]:
    return next(csv.reader([text_of(folder / name).split("\n", 1)[0]]))


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes(small: Made, tmp_path: Path) -> None:
    make_exports(tmp_path / "again", scale=0.02)
    assert digests(tmp_path / "again") == digests(small[0])


def test_another_seed_gives_other_customers(small: Made, tmp_path: Path) -> None:
    make_exports(tmp_path / "other", scale=0.02, seed=8)
    assert digests(tmp_path / "other")["customers.csv"] != digests(small[0])["customers.csv"]


def test_a_folder_with_other_files_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a\n1\n")
    with pytest.raises(FileExistsError, match="not a demo's"):
        make_exports(tmp_path, scale=0.02)
    assert (tmp_path / "mine.csv").read_text() == "a\n1\n"


def test_a_demo_folder_is_made_anew(tmp_path: Path) -> None:
    make_exports(tmp_path, scale=0.02, seed=8)
    (tmp_path / "left_over.csv").write_text("x")
    make_exports(tmp_path, scale=0.02)
    assert not (tmp_path / "left_over.csv").exists()


def test_sizes_follow_the_scale(small: Made, larger: Made) -> None:
    for (_, truth), scale in ((small, 0.02), (larger, 0.2)):
        assert truth.counts["customers"] == max(300, round(24_000 * scale))
        assert truth.counts["contacts"] >= 40_000 * scale
        assert truth.counts["purchases"] >= 120_000 * scale
        assert truth.counts["events"] >= 1_500_000 * scale


def test_there_are_enough_survey_answers_and_mentions(larger: Made) -> None:
    rows = {file.name: file.rows for file in larger[1].files}
    stars = [
        row["star_rating"]
        for row in csv.DictReader(text_of(larger[0] / "medallia_agent_connect.csv").splitlines())
    ]
    tickets = csv.DictReader(text_of(larger[0] / "zendesk_tickets.csv").splitlines())
    rated = sum(row["Satisfaction Score"] in {"Good", "Bad"} for row in tickets)
    answers = rows["delighted_survey_responses.jsonl"] + 2 * rows["qualtrics_after_contact_and_delivery.csv"]
    assert answers + rows["chatwoot_csat.csv"] + rated + sum(map(bool, stars)) >= 60_000 * 0.2
    mentions = ("trustpilot", "google_play", "app_store", "x_posts", "mentions_elsewhere")
    assert sum(n for name, n in rows.items() if name.startswith(mentions)) >= 30_000 * 0.2


def test_every_file_is_in_the_truth_with_the_rows_it_has(small: Made) -> None:
    folder, truth = small
    assert {path.name for path in folder.iterdir()} == {file.name for file in truth.files} | {".truth.json"}
    for file in truth.files:
        records = len(list(csv.reader(text_of(folder / file.name).splitlines(keepends=True))))
        headers = 0 if file.name.endswith("jsonl") else 3 if file.name.startswith("qualtrics") else 1
        if file.name.endswith("jsonl"):
            records = len(text_of(folder / file.name).splitlines())
        assert records - headers == file.rows, file.name


def test_wrong_rows_are_really_in_the_files(small: Made) -> None:
    folder, truth = small
    for file in truth.files:
        if file.name.endswith("jsonl"):
            continue
        header, *rows = list(csv.reader(text_of(folder / file.name).splitlines(keepends=True)))
        if file.name.startswith("qualtrics"):
            rows = rows[2:]
        ragged = sum(len(row) != len(header) for row in rows if not row[0].startswith("Reporting period"))
        assert ragged == sum(not wrong.column for wrong in file.spoilt), file.name
        for wrong in file.spoilt:
            if wrong.column:
                at = header.index(wrong.column)
                assert any(len(row) == len(header) and row[at] == wrong.value for row in rows), (
                    file.name,
                    wrong,
                )


def test_a_seven_and_a_half_stands_among_the_nps_answers(small: Made) -> None:
    rows = [json.loads(line) for line in text_of(small[0] / "delighted_survey_responses.jsonl").splitlines()]
    odd = [row["score"] for row in rows if row["score"] not in range(11)]
    assert sorted(odd) == [-1, 7.5, 11]
    assert [row["created_at"] for row in rows if isinstance(row["created_at"], str)] == ["yesterday"]


def test_vendors_headers_are_exact(small: Made) -> None:
    folder = small[0]
    assert header_of(folder, "chatwoot_csat.csv") == [
        "Agent Name", "Rating", "Feedback Comment", "Contact Name", "Contact Email Address", "Contact Phone Number",
        "Link to the conversation", "Recorded date",
    ]  # fmt: skip
    assert header_of(folder, "qualtrics_after_contact_and_delivery.csv")[:17] == [
        "StartDate", "EndDate", "Status", "IPAddress", "Progress", "Duration (in seconds)", "Finished", "RecordedDate",
        "ResponseId", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
        "LocationLatitude", "LocationLongitude", "DistributionChannel", "UserLanguage",
    ]  # fmt: skip
    assert len(header_of(folder, "shopify_orders_1.csv")) == 79
    assert {"event_timestamp", "event_name", "user_pseudo_id"} <= set(
        header_of(folder, "ga4_events_part1.csv.gz")
    )


def test_headers_agree_with_the_list_of_genuine_ones(small: Made, shared_data: Path) -> None:
    known = json.loads((shared_data / "export_headers.json").read_text("utf-8"))
    folder = small[0]
    assert header_of(folder, "shopify_orders_1.csv") == known["shopify_orders_csv"]["header"]
    assert header_of(folder, "trustpilot_reviews.csv") == known["trustpilot_business_reviews_xlsx"]["header"]
    play = known["google_play_console_reviews_csv"]["header"]
    assert header_of(folder, "google_play_reviews_2025-2026.csv") == play
    assert set(header_of(folder, "zendesk_tickets.csv")) <= set(
        known["zendesk_ticket_view_csv_legacy"]["header"]
    )


def test_the_quirks_of_the_formats_are_there(small: Made) -> None:
    folder = small[0]
    assert (folder / "google_play_reviews_2024-2025.csv").read_bytes().startswith(b"\xff\xfe")
    assert text_of(folder / "chatwoot_csat.csv").splitlines()[-1].startswith("Reporting period")
    third = text_of(folder / "qualtrics_after_contact_and_delivery.csv").splitlines()[2]
    assert "ImportId" in third
    orders = [list(csv.DictReader(text_of(folder / f"shopify_orders_{i}.csv").splitlines())) for i in (1, 2)]
    names = [{row["Name"] for row in rows} for rows in orders]
    assert names[0] & names[1]
    lines = [row for row in orders[0] if not row["Email"]]
    assert lines
    assert all(not row["Total"] and row["Lineitem name"] for row in lines)


def test_an_edited_review_is_repeated_with_the_same_link(larger: Made) -> None:
    rows = csv.DictReader(text_of(larger[0] / "google_play_reviews_2025-2026.csv").splitlines())
    links = [row["Review Link"] for row in rows if row["Review Link"]]
    assert len(set(links)) < len(links)


def test_nothing_happens_after_the_last_day(small: Made) -> None:
    folder, truth = small
    assert (truth.first_day, truth.last_day) == ("2024-11-01", "2026-10-31")
    end = 1_793_484_000  # 2026-11-01 00:00 in Vilnius
    for row in map(json.loads, text_of(folder / "delighted_survey_responses.jsonl").splitlines()):
        assert row["created_at"] == "yesterday" or row["created_at"] < end
    for part in range(1, 9):
        for row in csv.DictReader(text_of(folder / f"ga4_events_part{part}.csv.gz").splitlines()):
            assert not row["event_timestamp"].isdigit() or int(row["event_timestamp"]) < end * 1_000_000


def test_the_company_file_is_valid_and_the_same_in_the_data_folder() -> None:
    company = Company.model_validate(tomllib.loads(company_text()))
    assert company.demo
    assert "made-up" in company.name
    assert company == read_company(ROOT / "data" / "company.toml")


def test_the_mappings_are_copied_beside_a_companys_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("")
    copied = write_mappings(tmp_path)
    assert [path.name for path in copied] == ["quillmoor_delighted.toml", "quillmoor_qualtrics.toml"]
    assert (tmp_path / "mine.toml").exists()
