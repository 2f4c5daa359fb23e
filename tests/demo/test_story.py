"""The planted causes, looked for in the raw files with plain pandas: no code of the demo's decides what is found."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tests.demo.raw import ZONE, Made, between, local, score, sheet


@pytest.fixture(scope="module")
def nps(larger: Made) -> pd.DataFrame:
    rows = [
        json.loads(line) for line in (larger[0] / "delighted_survey_responses.jsonl").read_text().splitlines()
    ]
    frame = pd.json_normalize(
        [row for row in rows if row["score"] in range(11) and row["created_at"] != "yesterday"]
    )
    frame["at"] = (
        pd.to_datetime(frame.created_at.astype(int), unit="s", utc=True)
        .dt.tz_convert(ZONE)
        .dt.tz_localize(None)
    )
    return frame.rename(columns=lambda name: name.removeprefix("person_properties."))


@pytest.fixture(scope="module")
def customers(larger: Made) -> pd.DataFrame:
    return sheet(larger[0], "customers.csv").drop_duplicates("customer_id").set_index("customer_id")


def test_overall_nps_is_that_of_a_decent_shop(nps: pd.DataFrame) -> None:
    assert 28 < score(nps) < 42


def test_nps_falls_in_the_last_90_days_and_most_of_it_is_in_app_purchases(nps: pd.DataFrame) -> None:
    now, before = between(nps, "2026-08-03", "2026-11-01"), between(nps, "2026-05-05", "2026-08-03")
    assert score(now) < score(before) - 2

    def there(frame: pd.DataFrame) -> pd.Series:
        return (frame.channel == "app") & (frame.touchpoint == "checkout")

    fall = [share * (score(old) - score(new)) for share, old, new in (
        (there(now).mean(), before[there(before)], now[there(now)]),
        (1 - there(now).mean(), before[~there(before)], now[~there(now)]),
    )]  # fmt: skip
    assert fall[0] > fall[1]
    assert score(now[there(now)]) < score(before[there(before)]) - 10


def test_customers_called_back_are_happier_than_those_who_were_not(
    larger: Made, nps: pd.DataFrame, customers: pd.DataFrame
) -> None:
    calls = sheet(larger[0], "phone_contacts.csv")
    called = (
        calls[calls.topic == "recovery_call"]
        .assign(at=lambda f: local(f.opened_at))
        .groupby("customer_id")["at"]
        .max()
    )
    tickets = sheet(larger[0], "zendesk_tickets.csv")
    bad = tickets[(tickets["Satisfaction Score"] == "Bad") & (tickets["Created at"] >= "2026-03-01")]
    ids = pd.Series(customers.index, index=customers.email)
    bad = bad.assign(
        customer_id=bad["Requester email"].map(ids), at=pd.to_datetime(bad["Solved at"], errors="coerce")
    )
    failed = bad.groupby("customer_id")["at"].min()
    later = nps.assign(customer_id=nps.person.map(ids))
    recovered = later[later.customer_id.map(called) < later["at"]]
    sorry = later[(later.customer_id.map(failed) < later["at"]) & ~later.customer_id.isin(called.index)]
    assert len(recovered) > 30
    assert len(sorry) > 10
    assert score(recovered) > score(sorry) + 25
    assert called.min() >= pd.Timestamp("2026-03-01")


def test_customers_called_back_buy_again_more_often(larger: Made, customers: pd.DataFrame) -> None:
    """Failed: rated Bad, or two stars or fewer. Bought again: an order within 90 days of it."""
    folder = larger[0]
    ids = pd.Series(customers.index, index=customers.email)
    tickets = sheet(folder, "zendesk_tickets.csv")
    bad = tickets[tickets["Satisfaction Score"] == "Bad"]
    first = pd.DataFrame(
        {
            "customer_id": bad["Requester email"].map(ids),
            "at": pd.to_datetime(bad["Solved at"], errors="coerce"),
        }
    )
    stars = sheet(folder, "medallia_agent_connect.csv")
    low = stars[stars.star_rating.isin(["1", "2"])]
    sent = pd.to_datetime(low.request_sent_at, utc=True, errors="coerce").dt.tz_localize(None)
    failed = pd.concat([first, pd.DataFrame({"customer_id": low.customer_custom_id, "at": sent})]).dropna()
    failed = between(failed, "2026-03-01", "2026-08-03").groupby("customer_id")["at"].max()
    shop = pd.concat([sheet(folder, f"shopify_orders_{i}.csv") for i in (1, 2)])
    shop = shop[shop.Email != ""]
    online = pd.DataFrame(
        {"customer_id": shop.Email.map(ids), "at": pd.to_datetime(shop["Created at"], utc=True)}
    )
    till = sheet(folder, "store_purchases.csv")
    store = pd.DataFrame(
        {"customer_id": till.customer_id, "at": pd.to_datetime(till.ordered_at, utc=True, errors="coerce")}
    )
    orders = pd.concat([online, store]).assign(at=lambda f: f["at"].dt.tz_localize(None))
    after = (orders["at"] - orders.customer_id.map(failed)).dt.days
    bought = failed.index.isin(set(orders.customer_id[(after > 4) & (after <= 90)]))
    calls = sheet(folder, "phone_contacts.csv")
    called = failed.index.isin(set(calls.customer_id[calls.topic == "recovery_call"]))
    assert min(called.sum(), (~called).sum()) > 20
    assert bought[called].mean() > bought[~called].mean() + 0.05


def test_deal_hunters_leave_at_their_first_renewal(larger: Made, customers: pd.DataFrame) -> None:
    plans = sheet(larger[0], "subscriptions.csv")
    plans = plans[plans.contract == "annual"]
    plans["start"] = pd.to_datetime(plans.started_on, errors="coerce")
    plans["end"] = pd.to_datetime(plans.ended_on)
    due = plans[plans.start < "2025-10-01"]
    gone = (due.end - due.start).dt.days.between(360, 380)
    hunter = due.customer_id.map(customers.persona) == "Deal hunter"
    assert gone[hunter].mean() > 0.4
    assert gone[~hunter].mean() < 0.2


def test_delivery_became_easier_on_the_coast_only(larger: Made, customers: pd.DataFrame) -> None:
    frame = sheet(larger[0], "qualtrics_after_contact_and_delivery.csv", skiprows=[1, 2])
    frame = frame[(frame.touchpoint == "delivery") & (frame.Status != "Survey Preview")]
    easy = frame["Q2_CES"].astype(int) >= 5
    late = pd.to_datetime(frame.EndDate, errors="coerce") >= "2026-02-01"
    coast = frame.ExternalReference.map(customers.region) == "Coast"
    assert easy[coast & late].mean() > easy[coast & ~late].mean() + 0.1
    assert abs(easy[~coast & late].mean() - easy[~coast & ~late].mean()) < 0.1


def test_every_cause_says_where_and_who_finds_it(larger: Made) -> None:
    folder, truth = larger
    assert len(truth.causes) == 9
    for cause in truth.causes:
        assert cause.where
        assert cause.size
        assert cause.metrics
        assert cause.pages
        assert truth.first_day <= cause.since <= cause.until <= truth.last_day
    told = json.loads((folder / ".truth.json").read_text("utf-8"))
    assert [cause["key"] for cause in told["causes"]] == [cause.key for cause in truth.causes]
    fault = truth.cause("app_checkout_fault")
    assert (fault.since, fault.until) == ("2026-08-17", "2026-09-27")
