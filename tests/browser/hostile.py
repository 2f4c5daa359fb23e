"""A company whose every text attacks the reader: each payload in every text field, through the plain exports."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

CANARY = "canary.invalid"
ICON = "delete_forever"
PAYLOADS = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    f"<img src='http://{CANARY}/img'>",
    f"![x](http://{CANARY}/markdown.png)",
    f"[press](http://{CANARY}/link)",
    "[press](javascript:window.pwned=1)",
    f"http://{CANARY}/bare",
    f"www.{CANARY}",
    f"ann@{CANARY}",
    f"<http://{CANARY}/auto>",
    f"[![a](http://{CANARY}/inner)](http://{CANARY}/outer)",
    "<svg onload=window.pwned=1></svg>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    f"<span style='background:url(http://{CANARY}/style)'>x</span>",
    f"<a href='http://{CANARY}/anchor'>press</a>",
    f"\"><img src=http://{CANARY}/quote onerror=window.pwned=1>",
    "'-window.pwned=1-'",
    "{{constructor.constructor('window.pwned=1')()}}${window.pwned=1}",
    f":material/{ICON}: :red-background[red] :smile:",
    f"$\\href{{http://{CANARY}/formula}}{{x}}$",
    "%{customdata} %{x} <b>bold</b><br><sup>up</sup>",
    "invoice\u202egpj.exe \u2066turned\u2069 \u200f",
    f"=HYPERLINK(\"http://{CANARY}/sheet\",\"press\")",
    "+cmd|' /C calc'!A0",
    f"<style>@import url(http://{CANARY}/import);</style>",
    f"<video src=http://{CANARY}/video autoplay></video>",
    f"<meta http-equiv=refresh content='0;url=http://{CANARY}/meta'>",
    "# heading | a | b |\n- [ ] task\n```\ncode\n```",
)  # fmt: skip
LAST = date(2026, 10, 31)
ROWS_EACH, EACH = 24, 8
DAYS = 180
Row = dict[str, object]


def company() -> str:
    """A company file whose names attack too."""
    stages = [PAYLOADS[1], PAYLOADS[3], PAYLOADS[13]]
    points = [["search", "first_visit"], ["cart", "checkout"], ["support_contact", "delivery"]]
    journey = "\n".join(
        f"[[journey]]\nname = {json.dumps(name)}\ntouchpoints = {json.dumps(touchpoints)}"
        for name, touchpoints in zip(stages, points, strict=True)
    )
    brands = f"[brands]\nown = [{json.dumps(PAYLOADS[2])}]\ncompetitors = [{json.dumps(PAYLOADS[4])}]\n"
    few = "[thresholds]\nanonymity = 1\nminimum_n = 1\n"
    return f"name = {json.dumps(PAYLOADS[3])}\ntime_zone = 'UTC'\n{few}{brands}{journey}\n"


def write_exports(folder: Path) -> None:
    """One plain export of each kind; file names attack as far as a file system allows."""
    folder.mkdir(parents=True)
    for place, (kind, rows) in enumerate(_tables().items()):
        name = PAYLOADS[place].replace("/", "\u2044").replace("\n", " ")
        with (folder / f"{kind} {name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _tables() -> dict[str, list[Row]]:
    return {
        "customers": [_customer(f"c{i}_{k}", text) for i, text in enumerate(PAYLOADS) for k in range(EACH)],
        "agents": [{"agent_id": f"a{i}", "name": text, "team": text, "role": text} for i, text in enumerate(PAYLOADS)],
        "surveys": [*map(_survey, _moments()), *_wrong_answers()],
        "contacts": list(map(_contact, _moments())),
        "mentions": list(map(_mention, _moments())),
        "events": list(map(_event, _moments())),
        "purchases": list(map(_purchase, _moments())),
        "subscriptions": [_subscription(i, text) for i, text in enumerate(PAYLOADS)],
        "targets": [{"metric": "nps", "valid_from": "2025-01-01", "dimension": "", "value": "", "target": 40}],
        "benchmarks": [
            {"metric": "nps", "source": text, "year": "2026", "industry": text, "typical": 30} for text in PAYLOADS[:6]
        ],
    }  # fmt: skip


def _moments() -> Iterator[tuple[int, int, str, str]]:
    """(row, payload's number, payload, day)."""
    for row in range(len(PAYLOADS) * ROWS_EACH):
        place = row % len(PAYLOADS)
        yield (
            row,
            place,
            PAYLOADS[place],
            (LAST - timedelta(days=row * DAYS // (len(PAYLOADS) * ROWS_EACH))).isoformat(),
        )


def _who(row: int) -> str:
    """The customer of a row: each payload has a few."""
    return f"c{row % len(PAYLOADS)}_{row // len(PAYLOADS) % EACH}"


def _customer(name: str, text: str) -> Row:
    since = {"customer_id": name, "since": "2025-01-01"}
    return {**since, "segment": text, "persona": text, "region": text, "name": text}


def _survey(moment: tuple[int, int, str, str]) -> Row:
    row, i, text, day = moment
    return {
        "answer_id": f"s{row}", "answered_at": f"{day} 10:00:00", "kind": "nps", "score": _score(row),
        "scale_min": 0, "scale_max": 10, "direction": "up", "customer_id": _who(row), "survey": text,
        "question": text, "comment": text, "channel": text, "touchpoint": ("search", "cart", "delivery", text)[row % 4],
        "topic": text, "agent_id": f"a{i}", "team": text, "region": text, "language": "en",
    }  # fmt: skip


def _score(row: int) -> int:
    """Good in the first half of the days, worse in the second, and not for all alike: there is something to tell."""
    recent = row < len(PAYLOADS) * ROWS_EACH / 2
    return (row * 7) % 11 if recent and row % 3 else 10


def _wrong_answers() -> Iterator[Row]:
    """Rows that are rejected, so that their raw text and cause are shown."""
    for i, text in enumerate(PAYLOADS):
        yield {**_survey((10_000 + i, i, text, "2026-10-01")), "score": 7.5}
        yield {**_survey((20_000 + i, i, text, "2026-10-01")), "kind": "csat", "direction": text}


def _contact(moment: tuple[int, int, str, str]) -> Row:
    row, i, text, day = moment
    return {
        "contact_id": f"t{row}", "opened_at": f"{day} 09:00:00", "first_reply_at": f"{day} 09:{row % 50 + 5:02}:00",
        "resolved_at": f"{day} 12:00:00", "customer_id": _who(row), "channel": text, "touchpoint": "support_contact",
        "topic": text, "agent_id": f"a{i}", "team": text, "region": text, "status": text, "priority": text,
        "subject": text, "message": text, "language": "en",
    }  # fmt: skip


def _mention(moment: tuple[int, int, str, str]) -> Row:
    row, _, text, day = moment
    return {
        "mention_id": f"m{row}", "published_at": f"{day} 08:00:00", "kind": "review", "site": text, "brand": "",
        "author": text, "rating": row % 5 + 1, "rating_max": 5, "title": text, "body": f"{text} good",
        "language": "en", "topic": text, "location": text, "app_version": text, "channel": text, "touchpoint": "search",
        "region": text, "sentiment": ((row % 3) - 1) * 0.8,
    }  # fmt: skip


def _event(moment: tuple[int, int, str, str]) -> Row:
    row, _, text, day = moment
    name = ("page_view", "task_start", "task_finish", "error", text)[row % 5]
    return {
        "event_id": f"e{row}", "happened_at": f"{day} 07:{row % 60:02}:00", "name": name, "customer_id": _who(row),
        "session_id": f"v{row // 5}", "channel": text, "touchpoint": "cart", "device": text, "page": text, "task": text,
        "error": text if name == "error" else "", "coupon": text, "campaign": text, "store": text, "region": text,
        "search_term": text,
    }  # fmt: skip


def _purchase(moment: tuple[int, int, str, str]) -> Row:
    row, _, text, day = moment
    return {
        "order_id": f"o{row}", "ordered_at": f"{day} 15:00:00", "amount": 20 + row % 7, "customer_id": _who(row),
        "channel": text, "touchpoint": "checkout", "store": text, "region": text, "currency": "EUR", "coupon": text,
        "status": text, "items": 1,
    }  # fmt: skip


def _subscription(i: int, text: str) -> Row:
    return {
        "subscription_id": f"u{i}", "customer_id": f"c{i}_0", "started_on": "2025-02-01",
        "ended_on": "2026-09-15" if i % 4 == 0 else "", "plan": text, "contract": text, "monthly_amount": 10,
        "reason": text, "channel": text, "region": text,
    }  # fmt: skip
