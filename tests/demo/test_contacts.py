"""What is planted in contacts: a backlog and a bot."""

from __future__ import annotations

import pandas as pd

from tests.demo.raw import Made, between, local, sheet


def test_the_returns_team_answers_later_and_leaves_more_open(larger: Made) -> None:
    frame = sheet(larger[0], "zendesk_tickets.csv")
    frame["at"] = pd.to_datetime(frame["Created at"], errors="coerce")
    frame["minutes"] = pd.to_numeric(frame["First reply time in minutes"])
    frame["open"] = frame.Status.isin(["Open", "Pending"])

    def of(team: str, start: str, end: str) -> pd.DataFrame:
        return between(frame[frame.Group == team], start, end)

    early, late = of("Returns", "2025-11-01", "2026-06-01"), of("Returns", "2026-08-03", "2026-11-01")
    assert late.minutes.median() > early.minutes.median() * 1.6
    assert late.open.mean() > early.open.mean() + 0.08
    other = of("Delivery", "2026-08-03", "2026-11-01")
    assert other.minutes.median() < late.minutes.median() / 1.4

    def good(rows: pd.DataFrame) -> float:
        rated = rows[rows["Satisfaction Score"].isin(["Good", "Bad"])]
        return (rated["Satisfaction Score"] == "Good").mean()

    assert good(late) < good(early) - 0.08


def test_the_bot_keeps_more_and_its_customers_come_back_more(larger: Made) -> None:
    messages = sheet(larger[0], "message_contacts.csv").assign(at=lambda f: local(f.opened_at))
    bot = messages[messages.channel == "bot"].drop_duplicates("contact_id")
    late = bot["at"] >= "2026-05-01"
    kept = bot.handed_over == "no"
    assert kept[late].mean() > kept[~late].mean() + 0.1
    calls = sheet(larger[0], "phone_contacts.csv").assign(at=lambda f: local(f.opened_at))
    chats = messages[messages.channel == "chat"]
    following = pd.concat([calls, chats])[["customer_id", "topic", "at"]]
    pairs = bot.reset_index().merge(following, on=["customer_id", "topic"], suffixes=("", "_next"))
    gap = (pairs.at_next - pairs["at"]).dt.total_seconds()
    again = bot.contact_id.isin(pairs.contact_id[(gap > 0) & (gap <= 7 * 86_400)])
    assert again[late].mean() > again[~late].mean() + 0.05
