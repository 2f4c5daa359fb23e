"""Survey exports: Delighted (NPS), Qualtrics (CSAT and CES), Medallia Agent Connect and Chatwoot (CSAT)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.demo.clock import LAST_SECOND, Ints, repeated, stamp
from dashboard.demo.contacts import CHAT, RECOVERY, WAYS, Contacts
from dashboard.demo.moods import (
    ALL_CHANNELS,
    POINTS,
    Moments,
    Trouble,
    ces_score,
    csat_score,
    draw_moments,
    nps_score,
)  # fmt: skip
from dashboard.demo.orders import Orders
from dashboard.demo.people import Agents, People
from dashboard.demo.story import LANGUAGES, dice
from dashboard.demo.words import SUBJECTS, comments
from dashboard.demo.write import Spoilt, Written, write_sheet

_CHANNEL, _POINT = np.array(ALL_CHANNELS, dtype=object), np.array(POINTS, dtype=object)
_LANGUAGE = np.array(LANGUAGES, dtype=object)
_SUPPORT = SUBJECTS.index("support")
_FOOTER = "Reporting period 2024-11-01 to 2026-10-31\n"
_CHATS = "https://chat.example/app/accounts/1/conversations"
_WRONG: tuple[tuple[Spoilt, float | str], ...] = (
    (Spoilt("score", "7.5", "a half on a whole scale"), 7.5), (Spoilt("score", "11", "over the scale"), 11),
    (Spoilt("created_at", "yesterday", "not a time"), "yesterday"), (Spoilt("score", "-1", "under the scale"), -1),
)  # fmt: skip


def nps_moments(
    seed: int, scale: float, people: People, orders: Orders, contacts: Contacts, trouble: Trouble
) -> Moments:
    n = 33_000 * scale
    shares = {"purchase": 0.53, "delivery": 0.18, "support": 0.12, "browsing": 0.10, "plan": 0.07}
    counts = {part: round(share * n) for part, share in shares.items()}
    return draw_moments(dice(seed, "nps"), people, orders, contacts, trouble, counts)


def _said(
    seed: int, name: str, people: People, customer: Ints, subject: Ints, tone: Ints, share: float
) -> list[str]:
    rng = dice(seed, f"{name} comments")
    speaks = rng.random(len(customer)) < share
    words = comments(rng, people.language[customer], subject, tone)
    return [text if spoke else "" for text, spoke in zip(words, speaks.tolist(), strict=True)]


def write_delighted(folder: Path, seed: int, people: People, moments: Moments) -> Written:
    """JSON lines as the vendor's API gives them; times in Unix seconds."""
    score = nps_score(moments.feeling)
    tone = np.digitize(score, [6.5, 8.5])
    said = _said(seed, "nps", people, moments.customer, moments.subject, tone, 0.46)
    rows: list[dict[str, Any]] = []
    columns = (people.emails[moments.customer], score.tolist(), said, moments.at.tolist(),
               _CHANNEL[moments.channel], _POINT[moments.point])  # fmt: skip
    for i, (email, value, text, at, channel, point) in enumerate(zip(*columns, strict=True)):
        link = f"https://delighted.example/r/{5_100_000 + i:x}"
        about = {"channel": channel, "touchpoint": point}
        rows.append({"id": str(5_100_000 + i), "person": email, "survey_type": "nps", "score": value,
        "comment": text,
                     "permalink": link, "created_at": at, "updated_at": at, "person_properties": about,
                     "notes": [], "tags": []})  # fmt: skip
    good = len(rows)
    for turn, (spoilt, given) in enumerate(_WRONG, start=1):
        place = good * turn // (len(_WRONG) + 1)
        rows.insert(place, rows[place] | {"id": str(9_900_000 + turn), spoilt.column: given})
    path = folder / "delighted_survey_responses.jsonl"
    text = "\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    path.write_text(text + "\n", "utf-8")
    return Written(path.name, len(rows), tuple(spoilt for spoilt, _ in _WRONG))


def write_qualtrics(
    folder: Path,
    seed: int,
    scale: float,
    people: People,
    orders: Orders,
    contacts: Contacts,
    trouble: Trouble,
) -> Written:
    """Satisfaction and effort on one sheet; three header rows; a few previews; times on the account's clock."""
    rng = dice(seed, "qualtrics")
    n = 9_800 * scale
    counts = {"purchase": round(n * 0.3), "delivery": round(n * 0.42), "support": round(n * 0.28)}
    asked = draw_moments(rng, people, orders, contacts, trouble, counts)
    rows = len(asked)
    csat = csat_score(asked.feeling + rng.normal(0, 0.2, rows))
    ces = ces_score(asked.feeling + rng.normal(0, 0.35, rows))
    tone = np.digitize(csat, [2.5, 3.5])
    took = rng.integers(25, 400, rows)
    preview = np.arange(rows) % max(rows // 12, 1) == 3
    start = stamp(asked.at - took, "%Y-%m-%d %H:%M:%S", local=True)
    end = stamp(asked.at, "%Y-%m-%d %H:%M:%S", local=True)
    columns = {
        "StartDate": start, "EndDate": end, "Status": np.where(preview, "Survey Preview", "IP Address"),
        "IPAddress": "", "Progress": "100", "Duration (in seconds)": took, "Finished": "True",
        "RecordedDate": end,
        "ResponseId": [f"R_{seed % 100:02d}Qm{i:08x}" for i in range(rows)], "RecipientLastName": "",
        "RecipientFirstName": "", "RecipientEmail": "", "ExternalReference": people.ids[asked.customer],
        "LocationLatitude": "", "LocationLongitude": "", "DistributionChannel": "email",
        "UserLanguage": np.array(["EN", "DE", "LT", "ZH-S"], dtype=object)[people.language[asked.customer]],
        "Q1_CSAT": csat, "Q2_CES": ces,
        "Q3_comment": _said(seed, "qualtrics", people, asked.customer, asked.subject, tone, 0.4),
        "channel": _CHANNEL[asked.channel], "touchpoint": _POINT[asked.point],
    }  # fmt: skip
    asks = {"Q1_CSAT": "How satisfied are you? (1 very dissatisfied - 5 very satisfied)",
            "Q2_CES": "It was easy to get what I wanted. (1 disagree - 7 agree)",
            "Q3_comment": "What is the main reason?"}  # fmt: skip
    below = ([asks.get(name, name) for name in columns],
             [json.dumps({"ImportId": f"QID_{name}" if name in asks else name}) for name in columns])  # fmt: skip
    wrong = (Spoilt("Q1_CSAT", "9", "over the scale"), Spoilt("EndDate", "2026-13-45 10:00:00", "not a time"),
             Spoilt("", "", "ragged"))  # fmt: skip
    return write_sheet(folder / "qualtrics_after_contact_and_delivery.csv", columns, rows, spoilt=wrong, below=below,
                       dropped=int(preview.sum()), repeated=int((repeated(asked.at) & ~preview).sum()))  # fmt: skip


def write_medallia(folder: Path, seed: int, people: People, agents: Agents, contacts: Contacts) -> Written:
    """One row a request, answered or not; UTC."""
    rng = dice(seed, "medallia")
    share = np.array([0.45, 0.0, 0.85, 0.0, 0.6, 0.0])[contacts.way]
    asked = contacts.where(
        (rng.random(len(contacts)) < share) & (contacts.agent >= 0) & (contacts.topic != RECOVERY)
    )
    rows = len(asked)
    sent = np.minimum(
        np.where(np.isnan(asked.resolved), asked.at + 90_000, asked.resolved).astype(np.int64) + 600,
        LAST_SECOND,
    )
    answered = (rng.random(rows) < 0.40) & (sent < LAST_SECOND - 200_000)
    stars = csat_score(asked.feeling + rng.normal(0, 0.25, rows)).astype(float)
    tone = np.digitize(stars, [2.5, 3.5])
    subject = np.where(rng.random(rows) < 0.6, _SUPPORT, asked.topic)
    said = _said(seed, "medallia", people, asked.customer, subject, tone, 0.42)
    reply = np.where(answered, sent + rng.exponential(25_000, rows).clip(60, 190_000), np.nan)
    first, last = np.char.partition(agents.names[asked.agent].astype(str), " ")[:, [0, 2]].T
    columns = {
        "request_id": [f"ac-{700_000 + i}" for i in range(rows)],
        "request_sent_at": stamp(sent, "%Y-%m-%dT%H:%M:%SZ"),
        "request_delivery_status": np.where(answered | (rng.random(rows) < 0.97), "delivered", "bounced"),
        "response_received_at": stamp(reply, "%Y-%m-%dT%H:%M:%SZ"),
        "star_rating": np.where(answered, stars, np.nan),
        "comments": [text if told else "" for text, told in zip(said, answered.tolist(), strict=True)],
        "customer_custom_id": people.ids[asked.customer], "survey_name": "After contact",
        "language": _LANGUAGE[people.language[asked.customer]],
        "channel": np.array(WAYS, dtype=object)[asked.way],
        "tags": "", "employee_first_name": first, "employee_last_name": last,
        "employee_email": agents.emails[asked.agent],
    }  # fmt: skip
    wrong = (Spoilt("star_rating", "6", "over the scale"), Spoilt("request_sent_at", "n.d.", "not a time"),
             Spoilt("", "", "ragged"))  # fmt: skip
    return write_sheet(folder / "medallia_agent_connect.csv", columns, rows, spoilt=wrong)


def write_chatwoot(folder: Path, seed: int, people: People, agents: Agents, contacts: Contacts) -> Written:
    """Ratings of chats, on the account's clock, with the report's footer line."""
    rng = dice(seed, "chatwoot")
    rated = contacts.where(
        (contacts.way == CHAT) & (rng.random(len(contacts)) < 0.56) & ~np.isnan(contacts.resolved)
    )
    rows = len(rated)
    at = np.minimum(rated.resolved.astype(np.int64) + rng.integers(20, 4_000, rows), LAST_SECOND)
    stars = csat_score(rated.feeling + 0.1 + rng.normal(0, 0.25, rows))
    tone = np.digitize(stars, [2.5, 3.5])
    subject = np.where(rng.random(rows) < 0.6, _SUPPORT, rated.topic)
    staff = [f"{name} ({email})" for name, email in zip(agents.names, agents.emails, strict=True)]
    columns = {
        "Agent Name": np.array(staff, dtype=object)[rated.agent], "Rating": stars,
        "Feedback Comment": _said(seed, "chatwoot", people, rated.customer, subject, tone, 0.5),
        "Contact Name": people.names[rated.customer], "Contact Email Address": people.emails[rated.customer],
        "Contact Phone Number": "",
        "Link to the conversation": [f"{_CHATS}/{40_000 + i}" for i in range(rows)],
        "Recorded date": stamp(at, "%Y-%m-%d %H:%M:%S", local=True),
    }  # fmt: skip
    wrong = (
        Spoilt("Rating", "10", "over the scale"),
        Spoilt("Recorded date", "31-02-2026 10:00", "not a time"),
    )
    return write_sheet(folder / "chatwoot_csat.csv", columns, rows, spoilt=wrong, dropped=1,
                       repeated=int(repeated(at).sum()), footer=_FOOTER)  # fmt: skip
