"""Contact exports: Zendesk tickets for email and web forms, plain contacts for phone, chat, SMS and bot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from dashboard.demo.clock import DAY, LAST_SECOND, Floats, Ints, repeated, stamp, stamp_offset
from dashboard.demo.contacts import BOT, CHAT, EMAIL, PHONE, WAYS, WEBFORM, Contacts
from dashboard.demo.people import Agents, People
from dashboard.demo.story import LANGUAGES, TEAMS, TOPICS, dice
from dashboard.demo.words import SUBJECTS, comments
from dashboard.demo.write import Spoilt, Written, write_sheet

_TOPIC = np.array([*TOPICS, "recovery_call"], dtype=object)
_TEAM = np.array(TEAMS, dtype=object)
_SUBJECT = np.array([
    "Where is my order?", "My item is damaged", "My return", "Payment problem", "Trouble with the app",
    "My account", "Question about a product", "Change my order", "My delivery plan", "Following up",
], dtype=object)  # fmt: skip
_MINUTES = "First reply time in minutes"


def write_tickets(folder: Path, seed: int, people: People, agents: Agents, contacts: Contacts) -> Written:
    """Times on the account's clock, unlabelled; waits in minutes; a satisfaction of Good or Bad on some."""
    rng = dice(seed, "tickets")
    tickets = contacts.where((contacts.way == EMAIL) | (contacts.way == WEBFORM))
    n = len(tickets)
    solved, replied = ~np.isnan(tickets.resolved), ~np.isnan(tickets.first)
    old = solved & (tickets.resolved < LAST_SECOND - 4 * DAY)
    status = np.where(solved, np.where(old, "Closed", "Solved"), np.where(replied, "Pending", "Open"))
    minutes = np.round((tickets.first - tickets.at) / 60)
    # whole minutes, rounded: the vendor solves no ticket before its first reply
    done = np.maximum(tickets.resolved, tickets.at + minutes * 60 + 60)
    form = "%Y-%m-%d %H:%M:%S"
    columns = {
        "Summation column": "1", "Id": [str(80_000 + i) for i in range(n)],
        "Requester": people.names[tickets.customer],
        "Requester id": None, "Requester external id": None,
        "Requester email": people.emails[tickets.customer],
        "Assignee": np.where(tickets.agent >= 0, agents.emails[tickets.agent], ""),
        "Group": _TEAM[tickets.team],
        "Subject": _SUBJECT[tickets.topic], "Tags": _TOPIC[tickets.topic], "Status": status,
        "Priority": rng.choice(["Low", "Normal", "High"], n, p=[0.2, 0.65, 0.15]),
        "Via": np.where(tickets.way == EMAIL, "Mail", "Web form"), "Ticket type": "Question",
        "Created at": stamp(tickets.at, form, local=True),
        "Updated at": stamp(_touched(tickets, done), form, local=True),
        "Assigned at": stamp(tickets.at + 60, form, local=True), "Solved at": stamp(done, form, local=True),
        "Resolution time": np.round((done - tickets.at) / 3_600, 2),
        "Satisfaction Score": _satisfaction(rng, tickets, solved),
        "Reopens": tickets.reopens,
        "Replies": np.where(replied, 1 + rng.poisson(1.2, n) + tickets.reopens, 0),
        _MINUTES: minutes, "Ticket Category [list]": _TOPIC[tickets.topic],
    }  # fmt: skip
    wrong = (
        Spoilt(_MINUTES, "-42", "negative wait"), Spoilt("Created at", "14.30 Tuesday", "not a time"),
        Spoilt("Solved at", "2019-05-05 10:00:00", "solved before it was opened"), Spoilt("", "", "ragged"),
    )  # fmt: skip
    twice = repeated(tickets.at) | repeated(done) | repeated(_touched(tickets, done))
    return write_sheet(folder / "zendesk_tickets.csv", columns, n, spoilt=wrong, repeated=int(twice.sum()))


def _touched(tickets: Contacts, done: Floats) -> Ints:
    last = np.where(np.isnan(done), np.where(np.isnan(tickets.first), tickets.at, tickets.first), done)
    return np.minimum(last, LAST_SECOND).astype(np.int64)


def _satisfaction(rng: np.random.Generator, tickets: Contacts, solved: np.ndarray) -> np.ndarray:
    draw = rng.random(len(tickets))
    bad = tickets.feeling + rng.normal(0, 0.2, len(tickets)) < -0.85
    given = np.where(bad, "Bad", "Good")
    return np.where(solved & (draw < 0.34), given, np.where(solved & (draw < 0.9), "Offered", "Not Offered"))


def write_contacts(
    folder: Path, seed: int, people: People, agents: Agents, contacts: Contacts
) -> list[Written]:
    """A file for the telephone system, one for messages; times with their offset."""
    phone = contacts.where(contacts.way == PHONE)
    other = contacts.where(contacts.way >= CHAT)
    return [
        _write_calls(folder, seed, people, agents, phone),
        _write_messages(folder, seed, people, agents, other),
    ]


def _common(people: People, agents: Agents, rows: Contacts, prefix: str) -> dict[str, object]:
    closed = ~np.isnan(rows.resolved)
    status = np.where(rows.abandoned, "abandoned", np.where(closed, "resolved", "open"))
    return {
        "contact_id": [f"{prefix}{i:06d}" for i in range(len(rows))], "opened_at": stamp_offset(rows.at),
        "first_reply_at": stamp_offset(rows.first), "resolved_at": stamp_offset(rows.resolved),
        "customer_id": people.ids[rows.customer], "channel": np.array(WAYS, dtype=object)[rows.way],
        "touchpoint": np.where(_TOPIC[rows.topic] == "return", "return", "support_contact"),
        "topic": _TOPIC[rows.topic], "agent_id": np.where(rows.agent >= 0, agents.emails[rows.agent], ""),
        "team": _TEAM[rows.team], "status": status, "reopens": rows.reopens,
        "language": np.array(LANGUAGES, dtype=object)[people.language[rows.customer]],
    }  # fmt: skip


def _write_calls(folder: Path, seed: int, people: People, agents: Agents, calls: Contacts) -> Written:
    """Calls; one in about 150 is a test of the line, to be left out of every rate."""
    rng = dice(seed, "calls")
    queued = ~np.isnan(calls.queue)
    test = (rng.random(len(calls)) < 0.007) & queued
    columns = _common(people, agents, calls, "T") | {
        "queued": np.where(queued, "yes", "no"), "abandoned": np.where(calls.abandoned, "yes", "no"),
        "queue_seconds": np.round(calls.queue), "handle_seconds": np.round(calls.handle),
        "is_test": np.where(test, "yes", "no"),
    }  # fmt: skip
    wrong = (Spoilt("resolved_at", "2020-01-01T10:00:00+02:00", "resolved before it was opened"),
             Spoilt("queue_seconds", "-30", "negative duration"), Spoilt("", "", "ragged"))  # fmt: skip
    note = f"test calls: {int(test.sum())}"
    return write_sheet(folder / "phone_contacts.csv", columns, len(calls), spoilt=wrong, note=note)


def _write_messages(folder: Path, seed: int, people: People, agents: Agents, rows: Contacts) -> Written:
    """Chats, text messages and talks with the bot, with what the customer wrote first."""
    rng = dice(seed, "messages")
    n, bot = len(rows), rows.way == BOT
    tone = np.where(rng.random(n) < 0.2, 1, 0)
    asked = np.where(rows.topic < len(TOPICS), rows.topic, SUBJECTS.index("support"))
    columns = _common(people, agents, rows, "M") | {
        "first_bot_reply_at": stamp_offset(np.where(bot, rows.at + 2, np.nan)),
        "is_bot": np.where(bot, "yes", "no"),
        "handed_over": pa.array(np.where(rows.handed, "yes", "no").tolist(), mask=~bot),
        "handle_seconds": np.round(rows.handle),
        "message": comments(rng, people.language[rows.customer], asked, tone),
    }  # fmt: skip
    wrong = (Spoilt("opened_at", "", "no opening time"), Spoilt("opened_at", "2099-01-01T00:00:00Z", "in the future"),
             Spoilt("", "", "ragged"))  # fmt: skip
    return write_sheet(folder / "message_contacts.csv", columns, n, spoilt=wrong)
