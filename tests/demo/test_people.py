"""Nobody in the demo is real: addresses, numbers, brands and links are all from ranges kept for fiction."""

from __future__ import annotations

import csv
import gzip
import re
from pathlib import Path

from dashboard.demo import Truth

Made = tuple[Path, Truth]
REAL = (
    "amazon", "zalando", "ikea", "lidl", "maxima", "rimi", "walmart", "tesco", "aldi", "otto", "zara", "alibaba",
    "taobao", "etsy", "carrefour", "rewe", "costco", "decathlon", "barbora", "pigu",
)  # fmt: skip


def everything(folder: Path) -> str:
    texts = []
    for path in sorted(folder.iterdir()):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        texts.append(data.decode("utf-16" if path.name.startswith("google_play") else "utf-8"))
    return "\n".join(texts)


def test_addresses_links_and_numbers_are_kept_for_fiction(small: Made) -> None:
    text = everything(small[0])
    assert set(re.findall(r"[\w.]+@([\w.]+\w)", text)) == {"example.com", "example.org", "example.net"}
    hosts = set(re.findall(r"https?://([^/\s\",]+)", text))
    assert all(host.endswith(".example") for host in hosts)
    phones = set(re.findall(r"\+\d[\d ]{8,}\d", text))
    assert phones
    assert all(re.fullmatch(r"\+44 7700 900\d{3}", phone) for phone in phones)


def test_no_real_shop_is_named(small: Made) -> None:
    words = set(re.findall(r"\w+", everything(small[0]).lower()))
    named = words & set(REAL)
    assert not named


def test_brands_are_the_companys_and_its_made_up_competitors(small: Made) -> None:
    rows = csv.DictReader((small[0] / "mentions_elsewhere.csv").read_text("utf-8").splitlines())
    assert {row["brand"] for row in rows} == {"Quillmoor", "Oddbarrow", "Plumvane", "Tarnwick"}


def test_every_agent_has_a_team_and_one_is_a_bot(small: Made) -> None:
    rows = list(csv.DictReader((small[0] / "agents.csv").read_text("utf-8").splitlines()))
    assert len({row["agent_id"] for row in rows}) == len(rows)
    assert {row["team"] for row in rows} == {"Care", "Delivery", "Returns", "Payments", "Members"}
    assert [row["role"] for row in rows if row["is_bot"] == "yes"] == ["bot"]
