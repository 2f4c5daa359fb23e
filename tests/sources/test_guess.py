"""Guesses on files nobody has described: made-up ones here, and the genuine ones where they are at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.company import Company
from dashboard.sources.guess import Guess, guess
from dashboard.sources.preset import read_preset
from dashboard.sources.run import Options, import_paths
from dashboard.sources.sniff import dialect_of, first_records
from dashboard.store.record import open_record


def of(text: str, **answers: str) -> Guess:
    header, *sample = list(csv.reader(text.strip().splitlines()))
    return guess(header, sample, "file.csv", answers)


def genuine(path: Path, **answers: str) -> Guess:
    records = first_records(path, dialect_of(path, "utf-8"), path.name)
    return guess(records[0], records[1:], path.name, answers)


def filled(made: Guess) -> dict[str, dict[str, str]]:
    """Table to column to 'header:type', from the mapping as it is read back."""
    preset = read_preset("guessed", made.preset_toml, "guessed")
    return {
        into.into: {
            name: f"{'+'.join(column.headers)}:{column.type}" if column.source else str(column.value)
            for name, column in into.columns.items()
        }
        for into in preset.table
    }


def keys(made: Guess) -> set[str]:
    return {question.key for question in made.questions}


def test_tickets_become_contacts_and_their_ratings_answers():
    made = of(
        "Case Number,Client Email,Date Opened,Closed Date,Category,Handled By,State,CSAT\n"
        "A1,jo@example.com,2026-03-01 10:00:00,2026-03-02 09:00:00,billing,Ann,closed,5\n"
        "A2,al@example.com,2026-03-01 11:00:00,,delivery,Bob,open,\n"
        "A3,io@example.com,2026-03-05 11:00:00,,delivery,Bob,open,2\n"
    )
    assert filled(made)["contact"] == {
        "contact_id": "Case Number:key", "opened_at": "Date Opened:timestamp", "resolved_at": "Closed Date:timestamp",
        "customer_id": "Client Email:customer", "topic": "Category:label", "agent_id": "Handled By:token",
        "status": "State:label",
    }  # fmt: skip
    assert filled(made)["survey_answer"]["answer_text"] == "CSAT:text"
    assert keys(made) == {"kind:CSAT", "scale:CSAT", "direction:CSAT", "time_zone"}


@pytest.mark.parametrize(("head", "agents", "type_"), [
    ("Agent", ("Ann", "Bob"), "token"),
    ("Agent", ("Ann Lee", "Bo2"), "token"),
    ("Assigned To", ("ann@example.com", "bob@example.com"), "token"),
    ("Agent", ("Ann1", "Ann1"), "token"),
    ("Agent ID", ("ann", "bob"), "customer"),
    ("Agent", ("A-17", "A-203"), "customer"),
    ("Owner", ("17", "203"), "customer"),
])  # fmt: skip
def test_an_agents_name_becomes_a_token_and_an_id_stays_one(head, agents, type_):
    made = of(f"Case Number,Date Opened,{head},State\n" + "".join(
        f"C{n},2026-03-0{n} 10:00:00,{agent},open\n" for n, agent in enumerate(agents, 1)
    ))  # fmt: skip
    assert filled(made)["contact"]["agent_id"] == f"{head}:{type_}"
    assert any("may hold names" in line for line in made.says) == (type_ == "token")


def test_a_score_is_used_only_once_kind_scale_and_direction_are_answered():
    text = "Case Number,Status,Rating\n1,open,5\n2,open,3\n3,open,1\n"
    assert (
        filled(of(text, **{"kind:Rating": "csat", "scale:Rating": "1-5"}))["survey_answer"]["kind"] == "other"
    )
    answers = {"kind:Rating": "ces", "scale:Rating": "1 to 7", "direction:Rating": "down"}
    preset = read_preset("x", of(text, **answers).preset_toml, "x")
    answer = preset.table[1].columns
    assert (answer["kind"].value, answer["score"].min, answer["score"].max) == ("ces", 1, 7)
    assert (answer["scale_max"].value, answer["direction"].value) == (7, "down")
    assert preset.table[1].when.filled


@pytest.mark.parametrize("answer", ["5", "5-1", "a-b", "", "one to five"])
def test_a_scale_that_is_none_leaves_the_score_unused(answer):
    answers = {"kind:Rating": "csat", "scale:Rating": answer, "direction:Rating": "up"}
    assert (
        filled(of("Case Number,Status,Rating\n1,open,5\n2,open,3\n", **answers))["survey_answer"]["kind"]
        == "other"
    )


def test_only_the_name_nps_promises_a_scale():
    rows = "\n".join(f"2026-03-{13 + n},{n}" for n in range(11))
    assert filled(of(f"Date,NPS\n{rows}"))["survey_answer"]["score"] == "NPS:score"
    assert not {"kind:NPS", "scale:NPS"} & keys(of(f"Date,NPS\n{rows}"))
    assert "scale:Likelihood to recommend" in keys(of(f"Date,Likelihood to recommend\n{rows}"))
    low = "\n".join(f"2026-03-{13 + n},{n % 5}" for n in range(11))
    assert "scale:NPS" in keys(of(f"Date,NPS\n{low}"))


@pytest.mark.parametrize(("dates", "format_", "day_first"), [
    (("03/25/2026", "04/01/2026"), "%m/%d/%Y", None),
    (("25/03/2026", "01/04/2026"), "%d/%m/%Y", None),
    (("25.03.26", "01.04.26"), "%d.%m.%y", None),
    (("2026/03/25", "2026/04/01"), "%Y/%m/%d", None),
    (("20260325", "20260401"), "%Y%m%d", None),
    (("2026-03-25", "2026-04-01"), "iso", None),
    (("2026-3-25", "2026-4-1"), "%Y-%m-%d", None),
    (("03/04/2026", "05/06/2026"), "ask", "ask"),
])  # fmt: skip
def test_a_value_over_twelve_settles_day_and_month_and_nothing_else_does(dates, format_, day_first):
    made = of("Order ID,Customer,Date,Amount\n" + "\n".join(f"{n},C{n},{d},1.5" for n, d in enumerate(dates)))
    preset = read_preset("x", made.preset_toml, "x")
    assert preset.table[0].columns["ordered_at"].format == format_
    assert preset.time.day_first == day_first
    assert ("day_first" in keys(made)) == (day_first == "ask")
    assert "time_zone" not in keys(made)


def test_one_settled_column_settles_the_others_of_the_file():
    made = of(
        "Ticket ID,Created,Closed Date\n1,03/04/2026 10:00,03/25/2026 10:00\n2,03/05/2026 10:00,03/26/2026 10:00\n"
    )
    preset = read_preset("x", made.preset_toml, "x")
    assert preset.time.day_first is False
    assert "day_first" not in keys(made)


def test_a_time_without_an_offset_needs_a_zone_and_one_with_it_or_in_utc_does_not():
    file = "Ticket ID,{},Status\n1,{},open\n2,{},open\n"
    local = of(file.format("Created", "2026-03-01 10:00", "2026-03-02 10:00"))
    assert [question.key for question in local.open if question.needed] == ["time_zone"]
    assert 'zone = "ask"' in local.preset_toml
    answered = of(file.format("Created", "2026-03-01 10:00", "2026-03-02 10:00"), time_zone="Europe/Vilnius")
    assert 'zone = "Europe/Vilnius"' in answered.preset_toml
    assert not answered.open
    offset = of(file.format("Created", "2026-03-01T10:00:00+02:00", "2026-03-02T10:00:00Z"))
    assert "time_zone" not in keys(offset)
    utc = of(file.format("Created (UTC)", "2026-03-01 10:00", "2026-03-02 10:00"))
    assert "time_zone" not in keys(utc)


def test_waits_are_counted_from_the_opening_in_the_unit_the_header_names():
    text = "Ticket ID,{}Status,{}\n1,{}open,6\n2,{}open,9\n"
    opened = ("Created,", "2026-03-01T10:00:00Z,", "2026-03-02T10:00:00Z,")
    made = of(text.format(opened[0], "First Response Time (hours)", *opened[1:]))
    column = read_preset("x", made.preset_toml, "x").table[0].columns["first_reply_at"]
    assert (column.type, column.base, column.unit) == ("after", "opened_at", "hours")
    asked = of(text.format(opened[0], "First Response Time", *opened[1:]))
    assert keys(asked) == {"unit:First Response Time"}
    assert "first_reply_at" not in filled(asked)["contact"]
    unopened = of(text.format("", "First Response Time (hours)", "", ""))
    assert "first_reply_at" not in filled(unopened)["contact"]
    assert any("no column says when it began" in line for line in unopened.says)


def test_a_loosely_named_time_is_asked_for_when_there_are_several():
    made = of(
        "Ticket ID,Date,Date of Purchase,Status\n1,2026-03-01,2026-01-01,open\n2,2026-03-02,2026-01-02,open\n"
    )
    assert "opened_at" not in filled(made)["contact"]
    assert keys(made) == {"column:contact.opened_at"}
    chosen = of(
        "Ticket ID,Date,Date of Purchase,Status\n1,2026-03-01,2026-01-01,open\n2,2026-03-02,2026-01-02,open\n",
        **{"column:contact.opened_at": "Date"},
    )
    assert filled(chosen)["contact"]["opened_at"] == "Date:date"


def test_lines_of_orders_and_whole_orders_are_told_apart():
    lines = of(
        "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
        "536365,85123A,6,12/13/2010 8:26,2.55,17850\n536365,71053,6,12/13/2010 8:26,3.39,17850\n"
    )
    assert filled(lines)["order_line"]["product"] == "StockCode:text"
    assert "amount" not in filled(lines)["order_line"]
    assert any("no revenue" in line for line in lines.says)
    orders = of('Kundennummer,Datum,Betrag\n17,25.03.2026,"1.234,56"\n18,26.03.2026,"7,00"\n')
    assert filled(orders)["purchase"] == {
        "order_id": "Datum+Kundennummer+Betrag:hash", "ordered_at": "Datum:date",
        "customer_id": "Kundennummer:customer", "amount": "Betrag:number",
    }  # fmt: skip
    assert 'decimal = ","' in orders.preset_toml
    spaced = of('Order ID,Order date,Amount\n1,2026-03-01,"1 234,50"\n2,2026-03-02,"2\u00a0000,00 €"\n')
    assert filled(spaced)["purchase"]["amount"] == "Amount:number"
    assert 'decimal = ","' in spaced.preset_toml


def test_an_amount_or_a_date_of_something_else_is_not_the_orders():
    lines = of(
        "Order Number,Order Date,Cart Discount Amount,Order Total Amount,SKU,Quantity\n"
        "101,2026-03-01 10:00,0,25,S1,2\n101,2026-03-01 10:00,0,25,S2,1\n"
    )
    assert not {"Cart Discount Amount", "Order Total Amount"} & set(filled(lines)["order_line"].values())
    assert "amount" not in filled(lines)["order_line"]
    items = of("order_id,product_id,shipping_limit_date,price\n1,a,2026-03-05,30\n2,b,2026-03-06,40\n")
    assert items.table is None
    paid = of("Order ID,Order Date,Shipping Amount,Paid Amount\n1,2026-03-01,5,30\n2,2026-03-02,5,40\n")
    assert filled(paid)["purchase"]["amount"] == "Paid Amount:number"


def test_tickets_of_a_vendor_that_says_create_and_close_date():
    made = of(
        "Ticket ID,Create date,Close date,Ticket status\n1,2026-03-01,2026-03-02,Closed\n2,2026-03-01,,New\n"
    )
    assert filled(made)["contact"]["opened_at"] == "Create date:date"
    assert filled(made)["contact"]["resolved_at"] == "Close date:date"


def test_events_visits_and_coupons():
    clicks = of(
        "event_time,event_type,user_id,user_session\n2026-03-01 10:00:00 UTC,view,1,s1\n"
        "2026-03-01 10:00:01 UTC,cart,1,s1\n"
    )
    assert read_preset("x", clicks.preset_toml, "x").table[0].columns["name"].map == {
        "view": "page_view", "cart": "add_to_cart",
    }  # fmt: skip
    visits = of("Date,Store,Visitors\n2026-03-01,A,10\n2026-03-01,B,12\n")
    assert filled(visits)["event"]["name"] == "store_visit"
    assert filled(visits)["event"]["event_id"] == "Date+Store:hash"


def test_reviews_keep_their_rating_only_with_a_scale():
    text = (
        "Review,Stars,Author,Review Date\nVery nice place to be,5,Jo,2026-03-01\n"
        "Not nice at all here,1,Al,2026-03-02\n"
    )
    assert "rating" not in filled(of(text))["mention"]
    assert keys(of(text)) == {"scale:Stars"}
    answered = filled(of(text, **{"scale:Stars": "1-5"}))["mention"]
    assert (answered["rating"], answered["rating_max"], answered["author_token"]) == (
        "Stars:score",
        "5",
        "Author:token",
    )


def test_a_survey_sheet_in_lithuanian():
    made = of(
        "Laiko žyma,Kiek tikėtina kad mus rekomenduosite?,Kaip vertinate aptarnavimą? (NPS),Kas patiko?,El. paštas\n"
        "2026-03-25 10:00:00,3,9,viskas,a@x.lt\n2026-03-26 10:00:00,2,10,niekas,b@x.lt\n"
    )
    questions = read_preset("x", made.preset_toml, "x").questions
    assert questions.answered_at.headers == ("Laiko žyma",)
    assert questions.customer_id.headers == ("El. paštas",)
    assert [(kind.exact, kind.kind) for kind in questions.kind] == [
        ("Kaip vertinate aptarnavimą? (NPS)", "nps")
    ]


def test_the_one_question_of_a_form_and_its_offsets_by_name(tmp_path):
    text = (
        "Timestamp,How likely are you to recommend us? (0-10),Comments\n"
        "2026/03/01 10:05:33 AM GMT+2,9,ok\n2026/03/02 1:05:33 PM GMT+5:30,3,no\n"
    )
    made = of(text, **{"kind:How likely are you to recommend us? (0-10)": "nps"})
    assert made.table == "survey_answer"
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "form.toml").write_text(made.preset_toml, "utf-8")
    (tmp_path / "form.csv").write_text(text, "utf-8")
    (file,) = import_paths(tmp_path, Company(name="Test", languages=("en",)), [tmp_path / "form.csv"]).files
    assert (file.source, file.accepted) == ("form", 2)
    with open_record(tmp_path) as record:
        found = record.rows("select distinct answered_at::varchar from survey_answer order by 1")
    assert found == [("2026-03-01 08:05:33",), ("2026-03-02 07:35:33",)]


def test_a_form_without_an_id_of_its_responses_comes_in(tmp_path):
    text = (
        "Timestamp,How likely are you to recommend us? (NPS),How was delivery?,How easy was it?,Comments\n"
        "3/14/2026 10:05:33,9,5,4,ok\n3/15/2026 13:05:33,3,2,5,\n"
    )
    (tmp_path / "form.csv").write_text(text, "utf-8")
    said = Options(time_zone="UTC", confirm=True)
    (file,) = import_paths(tmp_path, Company(name="Test"), [tmp_path / "form.csv"], options=said).files
    assert (file.status, file.read, file.accepted, dict(file.causes)) == ("imported", 2, 2, {})
    with open_record(tmp_path) as record:
        scored = record.rows("select score from survey_answer where kind = 'nps' order by score")
        counted = record.rows("select count(distinct response_id), count(*) from survey_answer")
    assert (scored, counted) == ([(3.0,), (9.0,)], [(2, 7)])


def test_personal_columns_are_left_out_and_said():
    people = ("Jo Doe", "Al Roe", "Io Poe", "Ed Moe", "Cy Noe")
    lines = "\n".join(f"{n},{name},555 014{n},open" for n, name in enumerate(people))
    made = of(f"Ticket ID,Customer Name,Phone,Status\n{lines}")
    assert "Left out as personal data: Customer Name, Phone." in made.says
    assert not {"Customer Name", "Phone"} & set(made.becomes)


def test_a_relation_without_a_date_is_left_as_it_is():
    made = of("campaign_id,household_id\n1,105\n1,1238\n1,1258\n")
    assert (made.table, made.preset_toml, made.confidence) == (None, "", 0.0)
    assert made.says


@pytest.mark.parametrize("text", ["a\n", "a,b\n1,2\n", ",,\n1,2,3\n", "x\n" + "\n".join(map(str, range(50)))])
def test_files_without_meaning_are_not_forced_into_one(text):
    header, *sample = list(csv.reader(text.splitlines()))
    assert guess(header, sample, "f.csv").table is None


def test_a_file_that_is_a_header_alone_says_so():
    assert of("order_id,customer,date,amount\n").says == (
        "There is a header (order_id, customer, date, amount) and no row below it, so there is nothing to guess from.",
    )


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["", "5", "2026-03-01 10:00", "03/04/2026", "a@b.co", "yes"])
)
HEADS = st.one_of(
    st.text(max_size=15),
    st.sampled_from(
        ["Ticket ID", "Status", "Rating", "Date", "Amount", "Customer ID", "Order ID", "Comment", "Q1?"]
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(HEADS, min_size=1, max_size=6), st.data())
def test_whatever_the_file_holds_the_mapping_can_be_read(header, data):
    row = st.lists(CELLS, min_size=0, max_size=len(header))
    made = guess(header, data.draw(st.lists(row, max_size=6)), "f.csv")
    assert made.preset_toml == "" or read_preset("guessed", made.preset_toml, "guessed").tables


def test_complete_journey(shared_data):
    folder = shared_data / "complete_journey"
    lines = filled(genuine(folder / "transactions_sample.csv"))["order_line"]
    assert lines["customer_id"] == "household_id:customer"
    assert lines["order_id"] == "basket_id:key"
    assert lines["amount"] == "sales_value:number"
    coupons = filled(genuine(folder / "coupon_redemptions.csv"))["event"]
    assert (coupons["name"], coupons["happened_at"]) == ("coupon_redeemed", "redemption_date:date")
    people = genuine(folder / "demographics.csv")
    assert people.table == "customer"
    assert keys(people) == {"column:customer.segment"}
    assert filled(genuine(folder / "demographics.csv", **{"column:customer.segment": "age"}))["customer"] == {
        "customer_id": "household_id:customer", "segment": "age:text",
    }  # fmt: skip
    assert genuine(folder / "campaigns.csv").table is None
    assert genuine(folder / "campaign_descriptions.csv").table is None


def test_telco_has_contracts_with_a_tenure_and_no_days(shared_data):
    made = genuine(next((shared_data / "telco").glob("*.csv")))
    contract = filled(made)["subscription"]
    assert contract["tenure_months"] == "tenure:number"
    assert contract["churned"] == "Churn:boolean"
    assert "started_on" not in contract
    assert filled(made)["customer"] == {"customer_id": "customerID:customer", "gender": "gender:label"}
    assert any("churn by month is not" in line for line in made.says)


def test_cdnow_has_orders_without_numbers(shared_data):
    orders = filled(genuine(shared_data / "cdnow" / "CDNOW_master.txt"))["purchase"]
    assert (orders["amount"], orders["items"]) == ("dollar_value:number", "number_of_cds:number")
    assert orders["ordered_at"] == "date:date"


def test_tickets_without_an_opening_are_never_given_one(shared_data):
    made = genuine(shared_data / "tickets" / "customer_support_tickets.csv")
    contact = filled(made)["contact"]
    assert "opened_at" not in contact
    assert contact["first_reply_at"] == "First Response Time:timestamp"
    assert contact["resolved_at"] == "Time to Resolution:timestamp"
    assert "Date of Purchase" not in made.becomes
    assert any("first response time and resolution time are refused" in line for line in made.says)
    assert filled(made)["survey_answer"]["kind"] == "other"


def test_tickets_with_an_opening_and_hours(shared_data):
    made = genuine(shared_data / "tickets" / "zendesk_style_tickets.csv")
    contact = filled(made)["contact"]
    assert contact["opened_at"] == "Created Date:timestamp"
    assert contact["first_reply_at"] == "Response Time (hours):after"
    assert contact["resolved_at"] == "Resolved Date:timestamp"
    assert contact["agent_id"] == "Agent Assigned:token"
    assert keys(made) == {"time_zone"}


def test_a_typeform_without_its_preset_is_a_survey_sheet(shared_data):
    made = genuine(next((shared_data / "typeform").glob("*.csv")))
    questions = read_preset("x", made.preset_toml, "x").questions
    assert questions.response.headers == ("#",)
    assert questions.answered_at.headers == ("Submit Date (UTC)",)
    assert "time_zone" not in keys(made)
