"""Each shipped preset on a small export of its vendor's form: our own rows under the vendor's headers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.company import Company
from dashboard.sources.preset import Preset, load_presets
from dashboard.sources.recognise import recognise
from dashboard.sources.result import FileResult
from dashboard.sources.run import Options, import_paths
from dashboard.store.record import open_record

PRESETS = load_presets()
COMPANY = Company(name="Test", languages=("en",))


def bring_in(
    home: Path, name: str, text: str | bytes, *, zone: str | None = "UTC", day_first: bool | None = None
) -> FileResult:
    path = home / "raw" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    (result,) = import_paths(
        home, COMPANY, [path], options=Options(time_zone=zone, day_first=day_first)
    ).files
    return result


def rows(home: Path, sql: str) -> list[tuple]:
    with open_record(home) as record:
        return record.rows(sql)


def account(result: FileResult) -> tuple[str, str, int, int, int, int]:
    dropped = sum(result.dropped.values())
    return result.source, result.status, result.read, result.accepted, result.rejected, dropped


def own_header(preset: Preset) -> list[list[str]]:
    names = [*preset.recognise.all, *preset.recognise.any]
    return [[f"V{n}" for n in range(len(names))]] * (preset.file.header_row - 1) + [names]


def table(header: Sequence[str], *lines: Sequence[str]) -> str:
    return "\n".join(",".join(cells) for cells in (header, *lines)) + "\n"


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_recognised_by_its_own_headers_and_by_no_other_preset(name):
    header = own_header(PRESETS[name])
    assert recognise(header, PRESETS, name) is PRESETS[name]
    others = {other: preset for other, preset in PRESETS.items() if other != name}
    assert recognise(header, others, name) is None


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_says_what_it_is_and_on_what_evidence(name):
    preset = PRESETS[name]
    assert preset.title
    assert preset.vendor
    assert preset.evidence


def test_all_vendors_and_plain_formats_are_there():
    vendors = {preset.vendor for preset in PRESETS.values()}
    assert vendors >= {
        "Qualtrics", "SurveyMonkey", "Typeform", "Delighted", "Medallia", "Zendesk", "Chatwoot", "Intercom",
        "Freshdesk", "Trustpilot", "Google", "Apple", "X", "CFPB", "Shopify", "Sightline",
    }  # fmt: skip
    plain = {table for preset in PRESETS.values() if preset.vendor == "Sightline" for table in preset.tables}
    assert plain >= {
        "customer", "agent", "survey_answer", "survey_invitation", "contact", "mention", "event", "purchase",
        "order_line", "subscription", "cost", "target", "benchmark",
    }  # fmt: skip


QUALTRICS = (
    "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,"
    "RecipientLastName,RecipientFirstName,RecipientEmail,ExternalReference,LocationLatitude,LocationLongitude,"
    "DistributionChannel,UserLanguage,Q1_NPS,Q1_NPS_GROUP,Q2_comment"
)


def test_qualtrics_drops_its_three_header_rows_and_previews_and_rejects_a_seven_and_a_half(tmp_path):
    start = "2026-03-01 10:00:00,2026-03-01 10:05:00"
    text = "\n".join([
        QUALTRICS,
        ",".join(["Text"] * 17 + ["How likely are you to recommend us?", "Group", "Why?"]),
        ",".join(['"{""ImportId"":""x""}"'] * 20),
        f"{start},IP Address,10.0.0.1,100,300,True,2026-03-01 10:05:01,R_1,Doe,Jo,jo@example.com,C1,1,2,email,EN,9,"
        "Promoter,Very good",
        f"{start},Survey Preview,,100,3,True,2026-03-01 10:05:01,R_2,,,,,,,preview,EN,10,Promoter,",
        f"{start},IP Address,,100,3,True,2026-03-01 10:05:01,R_3,,,,C3,,,email,EN,7.5,Passive,",
    ])  # fmt: skip
    result = bring_in(tmp_path, "q.csv", text)
    assert account(result) == ("qualtrics", "imported", 3, 1, 1, 1)
    assert result.dropped == {"preview or test response": 1}
    assert result.causes == {"is not a whole number on its scale": 1}
    scored = rows(tmp_path, "select score, scale_min, scale_max, comment, customer_id, channel, language "
                            "from survey_answer where kind = 'nps'")  # fmt: skip
    assert scored == [(9.0, 0.0, 10.0, "Very good", "C1", "email", "en")]
    everything = str(rows(tmp_path, "select * from survey_answer"))
    assert "Doe" not in everything
    assert "10.0.0.1" not in everything


def test_surveymonkey_names_the_ends_of_its_nps_scale_and_loses_neither(tmp_path):
    cells = [
        "Extremely likely - 10",
        "Not at all likely - 0",
        "9",
        "10 - Extremely likely",
        "5 - 7",
        "no - 11",
    ]
    text = "Respondent ID,Collector ID,Start Date,End Date,NPS\n,,,,Response\n" + "\n".join(
        f"{n},1,2026-03-14 07:40:07,2026-03-14 07:48:07,{cell}" for n, cell in enumerate(cells)
    )
    result = bring_in(tmp_path, "s.csv", text)
    assert account(result)[2:] == (7, 4, 2, 1)
    assert result.causes == {"is not a number": 1, "is outside the scale 0 to 10": 1}
    found = rows(tmp_path, "select score, answer_text from survey_answer order by response_id")
    assert found == [(10.0, cells[0]), (0.0, cells[1]), (9.0, "9"), (10.0, cells[3])]


@pytest.mark.parametrize("page", [False, True])
def test_zendesk_tickets_as_json_lines_or_as_a_page_of_its_api(tmp_path, page):
    tickets = [
        {"id": n, "via": {"channel": "email"}, "created_at": "2026-03-01T10:00:00Z", "subject": "s", "status": "solved",
         "updated_at": "2026-03-01T11:00:00Z", "requester_id": 7, "submitter_id": 7, "tags": ["a"],
         "custom_fields": [{"id": 1, "value": "x"}], "satisfaction_rating": {"score": "good" if n == 1 else "offered"}}
        for n in (1, 2)
    ]  # fmt: skip
    whole = json.dumps({"tickets": tickets, "next_page": None, "previous_page": None, "count": 2})
    text = whole if page else "\n".join(json.dumps(ticket) for ticket in tickets)
    assert account(bring_in(tmp_path, "z.json", text)) == ("zendesk_json", "imported", 2, 2, 0, 0)
    assert rows(tmp_path, "select contact_id, customer_id, channel from contact order by 1") == [
        ("zendesk:1", "7", "email"), ("zendesk:2", "7", "email"),
    ]  # fmt: skip
    assert rows(tmp_path, "select score, answered_at from survey_answer") == [(1.0, None)]


def test_one_json_line_is_a_record_even_when_it_holds_a_list(tmp_path):
    ticket = {"id": 1, "via": {"channel": "web"}, "created_at": "2026-03-01T10:00:00Z", "subject": "s",
              "status": "open", "requester_id": 7, "submitter_id": 7, "custom_fields": [{"id": 1}]}  # fmt: skip
    assert account(bring_in(tmp_path, "z.json", json.dumps(ticket)))[:3] == ("zendesk_json", "imported", 1)


@pytest.mark.parametrize("day", ["03/04/23", "03/04/2023", "2023-03-04"])
def test_cfpb_days_are_its_own_in_each_form_they_have_had_whatever_is_said_of_other_files(tmp_path, day):
    text = (
        "Date received,Product,Issue,Consumer complaint narrative,Company,State,Timely response?,Complaint ID\n"
        f"{day},Loan,Fees,Too high,Acme,TX,Yes,1\n"
    )
    assert account(bring_in(tmp_path, "c.csv", text, day_first=True))[1:] == ("imported", 1, 1, 0, 0)
    assert rows(tmp_path, "select published_at::date::varchar from mention") == [("2023-03-04",)]


def test_a_customer_number_that_became_a_float_is_the_same_customer(tmp_path):
    text = "order_id,ordered_at,amount,customer_id\n" + "".join(
        f"{n},2026-03-01 10:00,5,{who}\n" for n, who in enumerate(["13085.0", "13085", "1.0.0", "v1.0"])
    )
    assert account(bring_in(tmp_path, "p.csv", text))[2:4] == (4, 4)
    found = rows(tmp_path, "select customer_id from purchase order by order_id")
    assert [who for (who,) in found] == ["13085", "13085", "1.0.0", "v1.0"]


@pytest.mark.parametrize("texts", [False, True])
def test_qualtrics_written_again_without_its_import_ids_loses_no_response(tmp_path, texts):
    words = ",".join(["Text"] * 17 + ["How likely are you?", "Group", "Why?"]) + "\n" if texts else ""
    start = "2026-03-01 10:00:00,2026-03-01 10:05:00,IP Address,,100,300,True,2026-03-01 10:05:01"
    answers = "\n".join(f"{start},R_{n},,,,,,,email,EN,{n},Promoter,So" for n in range(1, 4))
    result = bring_in(tmp_path, "q.csv", f"{QUALTRICS}\n{words}{answers}\n")
    assert account(result) == ("qualtrics", "imported", 3 + texts, 3, 0, int(texts))
    assert set(result.dropped) <= {"second header row (question texts)"}
    asked = rows(tmp_path, "select question, score from survey_answer where kind = 'nps' order by score")
    assert asked == [("Q1_NPS", 1.0), ("Q1_NPS", 2.0), ("Q1_NPS", 3.0)]


def test_legacy_qualtrics_reads_its_second_row_as_the_header(tmp_path):
    text = (
        "V1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1\n"
        "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,NPS\n"
        "R_1,Default,Anon,,,1.2.3.4,0,2017-07-18 08:28:09,2017-07-18 08:28:48,1,3\n"
        "R_2,Default,Anon,,,1.2.3.4,1,2017-07-18 08:28:09,2017-07-18 08:28:48,1,3\n"
    )
    assert account(bring_in(tmp_path, "q.csv", text)) == ("qualtrics_legacy", "imported", 2, 1, 0, 1)
    assert rows(tmp_path, "select kind, score from survey_answer") == [("nps", 3.0)]


@pytest.mark.parametrize("names", [("Date Created", "Date Modified"), ("Start Date", "End Date")])
def test_surveymonkey_drops_its_second_header_row(tmp_path, names):
    text = (
        f"Respondent ID,Collector ID,{names[0]},{names[1]},IP Address,Email Address,First Name,Last Name,"
        "Custom Data 1,Net Promoter question,Anything else?\n"
        ",,,,,,,,,Response,Open-Ended Response\n"
        "118,9,03/25/2026 10:00:00 AM,03/25/2026 10:04:00 AM,1.2.3.4,jo@example.com,Jo,Doe,,10,All fine\n"
        "119,9,03/26/2026 10:00:00 AM,03/26/2026 10:04:00 PM,1.2.3.4,,,,C2,11,\n"
    )
    result = bring_in(tmp_path, "s.csv", text)
    assert account(result) == ("surveymonkey", "imported", 3, 1, 1, 1)
    assert result.causes == {"is outside the scale 0 to 10": 1}
    at = rows(tmp_path, "select answered_at::varchar, score from survey_answer where kind = 'nps'")
    assert at == [("2026-03-25 10:04:00", 10.0)]
    assert rows(tmp_path, "select distinct starts_with(customer_id, 'e_') from survey_answer") == [(True,)]


def test_surveymonkey_asks_for_the_zone_and_for_the_order_of_day_and_month(tmp_path):
    text = "Respondent ID,Collector ID,Start Date,End Date,Q1\n118,9,03/05/2026 10:00,03/05/2026 10:04,yes\n"
    unordered = bring_in(tmp_path, "s.csv", text)
    assert (unordered.status, unordered.questions[0].key) == ("needs answers", "day_first")
    unzoned = bring_in(tmp_path, "s.csv", text, zone=None, day_first=True)
    assert (unzoned.status, unzoned.questions[0].key) == ("needs answers", "time_zone")
    assert bring_in(tmp_path, "s.csv", text, day_first=True).status == "imported"
    assert rows(tmp_path, "select answered_at::date::varchar from survey_answer") == [("2026-05-03",)]


def test_typeform_keeps_repeated_headers_apart(tmp_path):
    text = (
        "#,Which one?,Other,Which bank?,Other,Start Date (UTC),Submit Date (UTC),Network ID\n"
        "a1,,mine,,theirs,2026-03-29 21:21:23,2026-03-29 21:23:43,5f57\n"
    )
    assert account(bring_in(tmp_path, "t.csv", text, zone=None)) == ("typeform", "imported", 1, 1, 0, 0)
    answers = rows(
        tmp_path, "select answer_id, answer_text, answered_at::varchar from survey_answer order by 1"
    )
    assert answers == [
        ("typeform:a1:Other", "mine", "2026-03-29 21:23:43"),
        ("typeform:a1:Other (2)", "theirs", "2026-03-29 21:23:43"),
    ]


def test_delighted_scores_by_survey_type_and_drops_employees(tmp_path):
    text = (
        "id,person,survey_type,score,comment,permalink,created_at,updated_at,tags\n"
        "1,10,nps,9,Good,https://x/1,1767225600,,\n"
        "2,11,csat,5,,https://x/2,1767225600,,\n"
        "3,12,csat3,3,,https://x/3,1767225600,,\n"
        "4,13,ces7,7,,https://x/4,1767225600,,\n"
        "5,14,ces,6,,https://x/5,1767225600,,\n"
        "6,15,enps,10,,https://x/6,1767225600,,\n"
        "7,16,thumbs,1,,https://x/7,1767225600,,\n"
        "8,17,nps,8.5,,https://x/8,1767225600,,\n"
    )
    result = bring_in(tmp_path, "d.csv", text, zone=None)
    assert account(result) == ("delighted", "imported", 8, 5, 2, 1)
    assert result.dropped == {"employee survey (eNPS)": 1}
    found = rows(
        tmp_path, "select kind, score, scale_max, answered_at::varchar from survey_answer order by answer_id"
    )
    new_year = "2026-01-01 00:00:00"
    assert found == [("nps", 9, 10, new_year), ("csat", 5, 5, new_year), ("csat", 3, 3, new_year),
                     ("ces", 7, 7, new_year), ("csat", 1, 1, new_year)]  # fmt: skip


def test_medallia_gives_a_response_rate(tmp_path):
    text = (
        "request_id,request_sent_at,request_delivery_status,response_received_at,star_rating,comments,channel,"
        "employee_first_name,employee_email,customer_email\n"
        "r1,2026-03-01T10:00:00Z,delivered,2026-03-01T12:00:00Z,5,Great,chat,Ann,ann@example.com,a@example.com\n"
        "r2,2026-03-01T10:00:00Z,delivered,,,,chat,Ann,ann@example.com,b@example.com\n"
        "r3,2026-03-01T10:00:00Z,bounced,,,,chat,Ann,ann@example.com,c@example.com\n"
    )
    assert account(bring_in(tmp_path, "m.csv", text, zone=None))[1:] == ("imported", 3, 3, 0, 0)
    assert rows(tmp_path, "select count(*), count(*) filter (answered) from survey_invitation") == [(3, 1)]
    assert rows(tmp_path, "select kind, score, agent_id like 'e_%' from survey_answer") == [
        ("csat", 5.0, True)
    ]


def test_chatwoot_drops_its_footer_and_makes_the_agents_address_a_token(tmp_path):
    text = (
        "Agent Name,Rating,Feedback Comment,Contact Name,Contact Email Address,Contact Phone Number,"
        "Link to the conversation,Recorded date\n"
        "Ann Lee (ann@example.com),4,Quick,Jo Doe,jo@example.com,+1555,https://x/1,2026-03-01 10:00:00\n"
        "Ann Lee (ann@example.com),0,,Jo Doe,jo@example.com,+1555,https://x/2,2026-03-01 10:00:00\n"
        "Reporting period 2026-03-01 to 2026-03-31\n"
    )
    result = bring_in(tmp_path, "c.csv", text)
    assert account(result) == ("chatwoot_csat", "imported", 3, 1, 1, 1)
    assert result.dropped == {"footer line of the report": 1}
    everything = str(rows(tmp_path, "select * from survey_answer"))
    assert "ann@example.com" not in everything
    assert "Jo Doe" not in everything
    bring_in(tmp_path, "d.csv", text.replace("Ann Lee (ann@example.com)", "Ann Lee").replace("x/1", "x/3"))
    assert "Ann" not in str(rows(tmp_path, "select * from survey_answer"))
    assert rows(tmp_path, "select count(*), count(distinct agent_id) from survey_answer") == [(2, 2)]


ZENDESK = (
    "Summation column,Id,Requester,Requester id,Requester email,Assignee,Group,Subject,Status,Priority,Via,"
    "Ticket type,Created at,Updated at,Solved at,Satisfaction Score,Reopens,Replies,First reply time in minutes"
)


def test_zendesk_counts_the_first_reply_from_the_opening_in_the_accounts_zone(tmp_path):
    text = (
        f"{ZENDESK}\n"
        "1,7,Jo,55,jo@example.com,Ann,Tier 1,Call +1 202-555-0143,Solved,High,Mail,Question,2026-03-01 10:00,"
        "2026-03-02 10:00,2026-03-02 09:00,Good,0,2,90\n"
        "1,8,Jo,55,jo@example.com,Ann,Tier 1,Late,Open,High,Web form,Question,2026-03-01 10:00,2026-03-02 10:00,,"
        "Offered,0,0,-\n"
        "1,9,Jo,55,jo@example.com,Ann,Tier 1,Gone,Deleted,High,Mail,Question,2026-03-01 10:00,,,,0,0,\n"
        "1,10,Jo,55,jo@example.com,Ann,Tier 1,Odd,Solved,High,Mail,Question,2026-03-01 10:00,,2026-02-28 10:00,,0,0,\n"
    )
    result = bring_in(tmp_path, "z.csv", text, zone="Europe/Vilnius")
    assert account(result) == ("zendesk_tickets", "imported", 4, 2, 1, 1)
    assert result.causes == {"is before opened_at": 1}
    found = rows(tmp_path, "select contact_id, opened_at::varchar, first_reply_at::varchar, channel, subject "
                           "from contact order by 1")  # fmt: skip
    assert found == [
        ("zendesk:7", "2026-03-01 08:00:00", "2026-03-01 09:30:00", "email", "Call [phone]"),
        ("zendesk:8", "2026-03-01 08:00:00", None, "web", "Late"),
    ]
    assert rows(tmp_path, "select score, scale_min, scale_max from survey_answer") == [(1.0, 0.0, 1.0)]


NAMED = {
    "zendesk_tickets": (
        f"{ZENDESK}\n"
        "1,7,Jo,55,,Ann Lee,Tier 1,Late,Solved,High,Mail,Question,2026-03-01 10:00,{day},2026-03-02 09:00,Good,0,2,90\n"
        "1,8,Jo,55,, ann lee,Tier 1,Late,Open,High,Mail,Question,2026-03-01 10:00,{day},,Offered,0,0,-\n"
        "1,9,Jo,55,,Bob,Tier 1,Late,Open,High,Mail,Question,2026-03-01 10:00,{day},,Offered,0,0,-\n"
    ),
    "freshdesk_tickets": (
        "Ticket ID,Subject,Status,Source,Agent,Created time,Resolved time,Last update time,Due by Time\n"
        "7,Late,Open,Portal,Ann Lee,2026-03-01 10:00:00,,{day}:00,\n"
        "8,Late,Open,Portal,ANN LEE ,2026-03-01 10:00:00,,{day}:00,\n"
        "9,Late,Open,Portal,Bob,2026-03-01 10:00:00,,{day}:00,\n"
    ),
    "intercom_reporting": (
        "Conversation ID,Conversation started at,Teammate currently assigned,Topic\n"
        "7,2026-03-01 10:00:00,Ann Lee,{day}\n8,2026-03-01 10:00:00,Ann Lee,{day}\n9,2026-03-01 10:00:00,Bob,{day}\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(NAMED))
def test_an_agents_name_is_nowhere_in_the_record_and_is_the_same_token_every_time(name, tmp_path):
    seen = []
    for day in ("2026-03-02 10:00", "2026-03-03 10:00"):
        result = bring_in(tmp_path, f"{day[:10]}.csv", NAMED[name].replace("{day}", day))
        assert account(result) == (name, "imported", 3, 3, 0, 0)
        seen.append(rows(tmp_path, "select agent_id from contact order by contact_id"))
    assert seen[0] == seen[1]
    (first,), (second,), (other,) = seen[0]
    assert first == second != other
    assert re.fullmatch("t_[0-9a-f]{32}", first)
    everything = str(rows(tmp_path, "select * from contact") + rows(tmp_path, "select * from survey_answer"))
    assert not re.search("(?i)ann|bob", everything)


def test_the_token_of_a_name_is_the_homes_own(tmp_path):
    text, found = NAMED["freshdesk_tickets"].replace("{day}", "2026-03-02 10:00"), set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        bring_in(tmp_path / name, "f.csv", text)
        found |= set(rows(tmp_path / name, "select distinct agent_id from contact"))
    assert len(found) == 4


def test_a_newer_zendesk_export_updates_a_ticket_and_an_older_one_does_not(tmp_path):
    line = "1,7,Jo,55,jo@example.com,Ann,Tier 1,Late,{},High,Mail,Question,2026-03-01 10:00,{},,,0,0,\n"
    for day, status in (("2026-03-05 10:00", "Solved"), ("2026-03-02 10:00", "Open")):
        bring_in(tmp_path, f"{status}.csv", f"{ZENDESK}\n{line.format(status, day)}")
    assert rows(tmp_path, "select status from contact") == [("solved",)]


def test_freshdesk_reads_its_timestamps_and_not_its_hours(tmp_path):
    text = (
        "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,"
        "Last update time,Initial response time,First response time (in hrs),Email\n"
        "1,Late,Closed,Low,Portal,Question,Ann,T1,2026-03-01 10:00:00,,2026-03-02 10:00:00,,2026-03-02 10:00:00,"
        "2026-03-01 11:00:00,01:00:00,jo@example.com\n"
    )
    assert account(bring_in(tmp_path, "f.csv", text)) == ("freshdesk_tickets", "imported", 1, 1, 0, 0)
    found = rows(tmp_path, "select channel, (first_reply_at - opened_at)::varchar from contact")
    assert found == [("web", "01:00:00")]


def test_intercom_reads_the_three_shapes_of_a_conversation(tmp_path):
    exported = (
        "message_id,message_body,message_type,message_created_at,message_author_type,message_author_email,"
        "conversation_id,conversation_state,conversation_created_at,conversation_first_response_at,"
        "conversation_closed_at\n"
        "m1,Hello,conversation_message,2026-03-01 10:00:00,lead,jo@example.com,c1,closed,2026-03-01 10:00:00,"
        "2026-03-01 10:02:00,2026-03-01 11:00:00\n"
        "m2,More,comment,2026-03-01 10:01:00,lead,jo@example.com,c1,closed,2026-03-01 10:00:00,,\n"
    )
    result = bring_in(tmp_path, "i.csv", exported, zone=None)
    assert account(result) == ("intercom_conversations", "imported", 2, 1, 0, 1)
    connector = (
        "id,updated_at,assignee_id,conversation_rating_created_at,conversation_rating_remark,conversation_rating_value,"
        "created_at,source_author_id,source_author_type,source_delivered_as,source_type,state\n"
        "c2,2026-03-01 10:00:00,a1,,,,2026-03-01 10:00:00,u1,user,customer_initiated,conversation,open\n"
        "c2,2026-03-02 10:00:00,a1,2026-03-02 09:00:00,ok,4,2026-03-01 10:00:00,u1,user,customer_initiated,"
        "conversation,closed\n"
    )
    result = bring_in(tmp_path, "h.csv", connector, zone=None)
    assert account(result) == ("intercom_connector", "imported", 2, 2, 0, 0)
    found = rows(tmp_path, "select contact_id, status, channel from contact order by 1")
    assert found == [("intercom:c1", "closed", "chat"), ("intercom:c2", "closed", "chat")]
    assert rows(tmp_path, "select score, comment from survey_answer") == [(4.0, "ok")]
    reported = (
        "Conversation ID,Conversation started at,Conversation first replied at,Channel,Conversation rating\n"
        "c3,2026-03-01 10:00:00,2026-03-01 10:05:00,Messenger,\n"
    )
    assert account(bring_in(tmp_path, "r.csv", reported)) == ("intercom_reporting", "imported", 1, 1, 0, 0)


def test_trustpilot_takes_any_letter_case_and_does_not_keep_the_reviewer(tmp_path):
    text = (
        "Review Id,Review Created (UTC),Review Username,Review User Email,Review Title,Review Content,Review Stars,"
        "Source Of Review,Review Language,Company Reply Date (UTC),Location Name\n"
        "tp1,2026-03-01 10:00:00,Jo Doe,jo@example.com,Fine,All fine here,5,Organic,en,2026-03-02 10:00:00,Old Town\n"
        "tp2,2026-03-01 10:00:00,Al,,Bad,Too late,6,Organic,en,,\n"
    )
    result = bring_in(tmp_path, "t.csv", text, zone=None)
    assert account(result) == ("trustpilot", "imported", 2, 1, 1, 0)
    assert "Jo Doe" not in str(rows(tmp_path, "select * from mention"))
    assert rows(tmp_path, "select rating, rating_max, location from mention") == [(5.0, 5.0, "Old Town")]


PLAY = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,"
    "Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,"
    "Developer Reply Text,Review Link"
)


def play(stars: int, text: str, updated: int, link: str) -> str:
    return f"com.x,1,1.0,en,pixel,,1767225600000,,{updated},{stars},,{text},,,,{link}"


def test_an_edited_google_play_review_in_utf16_counts_once_with_its_last_text(tmp_path):
    lines = [PLAY, play(4, "Better", 1767400000000, "https://p/1"), play(1, "Bad", 1767225600000, "https://p/1"),
             play(5, "", 1767225600000, ""), play(5, "", 1767225600000, "")]  # fmt: skip
    result = bring_in(tmp_path, "reviews.csv", "\r\n".join(lines).encode("utf-16"), zone=None)
    assert account(result) == ("google_play_reviews", "imported", 4, 4, 0, 0)
    found = rows(
        tmp_path, "select rating, body, published_at::varchar from mention order by rating, mention_id"
    )
    day = "2026-01-01 00:00:00"
    assert found == [(4.0, "Better", day), (5.0, None, day), (5.0, None, day)]


def test_app_store_reviews_come_from_the_api_and_from_review_tools(tmp_path):
    api = (
        "id,rating,title,body,reviewerNickname,createdDate,territory\n"
        "r1,2,Slow,So slow,Jo,2026-03-01T10:00:00-07:00,USA\n"
    )
    assert account(bring_in(tmp_path, "a.csv", api, zone=None))[:2] == ("app_store_reviews_api", "imported")
    tool = "Date,Version,Rating,Title,Review,Author,Country\n2026-03-01 10:00:00,5.1,4.5,Fine,Good,Jo,US\n"
    result = bring_in(tmp_path, "b.csv", tool)
    assert account(result) == ("app_store_reviews", "imported", 1, 0, 1, 0)
    assert rows(tmp_path, "select published_at::varchar from mention") == [("2026-03-01 17:00:00",)]


def test_tweet_ids_never_go_through_a_number(tmp_path):
    text = (
        "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes\n"
        "1849293177409679361,https://x,Hello there,2026-03-01 18:42 +0000,424.0,3.0,0.007,1.0,2.0,3.0\n"
        "1.8492931774096794e+18,https://x,Hello again,2026-03-01 18:42 +0000,424.0,3.0,0.007,1.0,2.0,3.0\n"
    )
    result = bring_in(tmp_path, "x.csv", text, zone=None)
    assert account(result) == ("x_posts", "imported", 2, 1, 1, 0)
    assert result.causes == {"has lost digits in a spreadsheet": 1}
    found = rows(tmp_path, "select mention_id, published_at::varchar, reach, likes from mention")
    assert found == [("x:1849293177409679361", "2026-03-01 18:42:00", 424.0, 3.0)]


def test_cfpb_keeps_masks_and_amounts_and_reads_none_as_nothing(tmp_path):
    text = (
        "Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,"
        "Company,State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,"
        "Company response to consumer,Timely response?,Consumer disputed?,Complaint ID\n"
        '03/22/23,Card,None,Fees,None,"On XX/XX/XXXX I paid {$200.00}.\nNobody answered.",None,ACME BANK,None,'
        "123XX,None,Consent provided,Web,03/22/23,Closed with explanation,Yes,N/A,6731234\n"
    )
    assert account(bring_in(tmp_path, "c.csv", text)) == ("cfpb_complaints", "imported", 1, 1, 0, 0)
    found = rows(
        tmp_path, "select kind, brand, body, region, published_at::date::varchar, replied from mention"
    )
    assert found == [("complaint", "ACME BANK", "On XX/XX/XXXX I paid {$200.00}.\nNobody answered.", None,
                      "2023-03-22", True)]  # fmt: skip


def test_ga4_sessions_are_the_browser_with_its_session_number(tmp_path):
    text = (
        "event_date,event_timestamp,event_name,user_pseudo_id,user_id,platform,device.category,geo.country,"
        "event_params.ga_session_id,event_params.page_location,ecommerce.purchase_revenue\n"
        "20260301,1772359200000000,page_view,p1,,WEB,mobile,Lithuania,17,https://x/a,\n"
        "20260301,1772359201000000,purchase,p1,C1,WEB,mobile,Lithuania,17,https://x/b,19.99\n"
        "20260301,1772359201000000,page_view,p2,,IOS,mobile,Lithuania,17,,\n"
    )
    assert account(bring_in(tmp_path, "g.csv", text, zone=None)) == ("ga4_events", "imported", 3, 3, 0, 0)
    found = rows(tmp_path, "select name, channel, customer_id, touchpoint, amount, happened_at::varchar from event "
                           "order by happened_at, channel")  # fmt: skip
    assert found == [
        ("page_view", "web", None, None, None, "2026-03-01 10:00:00"),
        ("page_view", "app", None, None, None, "2026-03-01 10:00:01"),
        ("purchase", "web", "C1", "order", 19.99, "2026-03-01 10:00:01"),
    ]
    sessions = rows(tmp_path, "select count(*) from event group by session_id order by 1")
    assert sessions == [(1,), (2,)]
    assert rows(tmp_path, "select count(*) from purchase") == [(0,)]


SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Currency,Source,Id"
)


def test_a_shopify_order_exported_again_in_a_newer_state_does_not_double_revenue(tmp_path):
    created = "2026-01-24 17:34:28 +0500"
    first = (
        f"{SHOPIFY}\n#1001,jo@example.com,paid,{created},30.00,HELLO,5.00,{created},1,Mug,20.00,M1,0.00,EUR,web,55\n"
        f"#1001,jo@example.com,,,,,,,2,Cup,7.50,C1,,,,\n"
        f"#1002,al@example.com,voided,,99.00,,,{created},1,Mug,99.00,M1,0.00,EUR,pos,56\n"
    )
    again = (
        f"{SHOPIFY}\n#1001,jo@example.com,partially_refunded,{created},30.00,HELLO,5.00,{created},1,Mug,20.00,M1,20.00,"
        "EUR,web,55\n"
    )
    assert account(bring_in(tmp_path, "a.csv", first, zone=None)) == (
        "shopify_orders",
        "imported",
        3,
        3,
        0,
        0,
    )
    assert rows(tmp_path, "select sum(amount), count(*) from purchase") == [(30.0, 2)]
    assert rows(tmp_path, "select count(*), count(ordered_at) from order_line") == [(3, 3)]
    bring_in(tmp_path, "b.csv", again, zone=None)
    assert rows(tmp_path, "select sum(amount), sum(refunded), count(*) from purchase") == [(30.0, 20.0, 2)]
    assert rows(tmp_path, "select count(*) from order_line where order_id = 'shopify:#1001'") == [(1,)]
    at = "select ordered_at::varchar, channel from purchase order by 2"
    assert rows(tmp_path, at) == [("2026-01-24 12:34:28", "store"), ("2026-01-24 12:34:28", "web")]


PLAIN = {
    "plain_customers": "customer_id,name,email,segment\nC1,Jo,jo@example.com,gold\nC2,,,\n",
    "plain_agents": "agent_id,name,team,is_bot\nann@example.com,Ann,Tier 1,no\n",
    "plain_invitations": "invitation_id,invited_at,customer_id,answered\ni1,2026-03-01 10:00,C1,yes\n",
    "plain_surveys": "answer_id,answered_at,kind,score,scale_min,scale_max,direction,customer_id\n"
    "a1,2026-03-01 10:00,nps,9,,,,C1\na2,2026-03-01 10:00,csat,5,1,5,up,C1\n",
    "plain_nps": "answer_id,answered_at,score,comment\na3,2026-03-01 10:00,0,Poor\n",
    "plain_contacts": "contact_id,opened_at,first_reply_at,channel\nc1,2026-03-01 10:00,2026-03-01 10:10,phone\n",
    "plain_mentions": "mention_id,published_at,kind,rating,rating_max\nm1,2026-03-01T10:00:00Z,review,4,5\n",
    "plain_events": "happened_at,name,session_id\n2026-03-01 10:00,page_view,s1\n2026-03-01 10:00,page_view,s1\n",
    "plain_purchases": "order_id,ordered_at,amount\no1,2026-03-01 10:00,12.50\n",
    "plain_order_lines": "order_id,line,ordered_at,amount\no2,1,2026-03-01 10:00,2.50\no2,2,2026-03-01 10:00,1\n",
    "plain_subscriptions": "subscription_id,customer_id,started_on,ended_on\ns1,C1,2025-01-01,\n",
    "plain_store_visits": "happened_at,store,quantity\n2026-03-01 20:00,Old Town,311\n",
    "plain_coupons": "customer_id,coupon,issued_at,redeemed_at\nC1,X1,2026-03-01 10:00,2026-03-02 10:00\n",
    "plain_costs": "month,kind,amount,channel\n2026-03-01,service,1200,phone\n",
    "plain_targets": "metric,valid_from,target\nnps,2026-01-01,40\n",
    "plain_benchmarks": "metric,source,year,typical\nnps,A study,2025,38\n",
}


@pytest.mark.parametrize("name", [name for name in PRESETS if name.startswith("plain_")])
def test_a_plain_file_of_its_least_headers_comes_in_whole(tmp_path, name):
    text = PLAIN[name]
    lines = text.count("\n") - 1
    assert account(bring_in(tmp_path, f"{name}.csv", text)) == (name, "imported", lines, lines, 0, 0)


def test_plain_formats_keep_what_must_stay_apart(tmp_path):
    for name in ("plain_customers", "plain_surveys", "plain_coupons", "plain_events"):
        bring_in(tmp_path, f"{name}.csv", PLAIN[name])
    assert "jo@example.com" not in str(rows(tmp_path, "select * from customer"))
    assert rows(tmp_path, "select email from customer_contact") == [("jo@example.com",)]
    assert rows(tmp_path, "select kind, scale_max from survey_answer order by 1") == [
        ("csat", 5.0),
        ("nps", 10.0),
    ]
    named = rows(tmp_path, "select name, count(*) from event group by 1 order by 1")
    assert named == [("coupon_issued", 1), ("coupon_redeemed", 1), ("page_view", 2)]


def test_a_satisfaction_score_without_its_scale_is_rejected(tmp_path):
    text = "answer_id,answered_at,kind,score,scale_min,scale_max,direction\na1,2026-03-01 10:00,csat,5,,,up\n"
    assert account(bring_in(tmp_path, "s.csv", text)) == ("plain_surveys", "imported", 1, 0, 1, 0)
