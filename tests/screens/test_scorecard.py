"""The page Scorecard as a reader meets it, over the story of scorecard_story.py."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import STORY as ANSWERS_ONLY
from tests.screens.conftest import over
from tests.screens.reading import bars, opened, sentence, table, words
from tests.screens.scorecard_story import COMPANY, CONTACTS, CONTRACTS, ONE, STORY


@pytest.fixture
def scorecard(home_of, monkeypatch) -> AppTest:
    return over(home_of(*STORY, company=COMPANY), monkeypatch, "scorecard")


def row(app: AppTest, kind: str, label: str) -> str:
    return next(each for each in re.findall(r"<tr.*?</tr>", table(app, kind)) if label in each)


def test_the_sentence_tells_what_is_kept_what_is_behind_and_what_goes_with_recovery(scorecard):
    told = sentence(opened(scorecard))
    assert "targets are kept; 1 is behind: Customer satisfaction." in told
    assert "Delivery went well is worse than usual." in told
    assert told.endswith("bought again more often than those not recovered: 75% against 40%.")


def test_the_vision_is_shown_as_it_was_written(scorecard):
    assert "Every &lt;b&gt;pot&lt;/b&gt; is warm." in table(opened(scorecard), "vision")


def test_a_promise_says_its_number_target_and_by_how_much_it_is_behind(scorecard):
    # the last 90 days: February four of five and five of five, April two of five
    csat = row(
        opened(scorecard, **{"from": "2026-04-01", "to": "2026-05-01"}), "promises", "Customer satisfaction"
    )
    assert "<td>40%" in csat
    assert "<td>85%</td>" in csat
    assert "behind, by 45 points" in csat


def test_each_of_the_last_twelve_months_is_marked_against_its_target(scorecard):
    csat = row(opened(scorecard), "promises", "Customer satisfaction")
    marks = re.findall(r'<i class="(\w+)" title="(\w+ \d+): ', csat)
    assert [when for _, when in marks][:: len(marks) - 1] == ["May 2025", "Apr 2026"]
    assert dict((when, how) for how, when in marks)["Apr 2026"] == "behind"
    assert dict((when, how) for how, when in marks)["Feb 2026"] == "kept"  # five of five
    assert dict((when, how) for how, when in marks)["Jan 2026"] == "open"  # four of five, 155 answers


def test_a_letter_shows_its_measure_by_itself_with_z_n_and_months(scorecard):
    read = row(opened(scorecard), "courted", "Delivery went well")
    assert "Only touchpoint: Delivery." in read
    assert "n 150" in read
    assert "▼ worse than usual; 16 months" in read
    # sixteen months before: eight of 80 %, eight of 100 %: mean 90, sd 10 x sqrt(16/15) = 10.33
    assert "z −4.8" in read


def test_what_nothing_measures_is_grey_and_says_what_to_do(scorecard):
    shown = table(opened(scorecard), "courted")
    assert shown.count('<tbody class="faint">') == 6
    assert "Name one to three measures for it under [courted]" in shown
    assert "There is no metric called &#x27;no_such_number&#x27;." in shown


def test_recovered_customers_stand_beside_the_others_on_both_outcomes(scorecard):
    app = opened(scorecard)
    bought, felt = bars(app, "bought again"), bars(app, "scored")
    assert [row["label"] for row in bought] == ["Recovered", "Not recovered", "Never failed"]
    assert [float(row["value"].rstrip("%")) for row in bought] == pytest.approx([75, 40, 70], abs=2)
    # promoters less detractors: 36 of 48, 12 of 48, half of 80
    assert [float(row["value"].replace("−", "-")) for row in felt] == pytest.approx([50, -50, 0], abs=4)
    assert [row["before"] is None for row in felt] == [True, False, False]


def test_what_is_said_of_scores_is_no_surer_than_their_interval(scorecard):
    told = words(opened(scorecard))
    said = re.search(r"Recovered customers who answered scored (\d+) to (\d+) points higher", told)
    least, most = map(int, said.groups())
    # 50 against -50 of 48 answers each, which are +1 or -1: 100 ± 1.96 x 100 x sqrt(2 x 0.75 / 48)
    assert least == pytest.approx(100 - 35, abs=12)
    assert most == pytest.approx(100 + 35, abs=12)


def test_recovery_says_that_it_does_not_follow_the_source_classes(scorecard):
    assert "Not filtered by source class" not in words(opened(scorecard))
    told = words(opened(scorecard, source_class="direct"))
    cards = [line for line in told.splitlines() if "The others are weighted to be like the recovered" in line]
    assert len(cards) == 2
    assert all("Not filtered by source class" in line and "all customers" in line for line in cards)


def test_every_difference_has_its_interval_effective_n_and_overlap_and_no_cause(scorecard):
    told = words(opened(scorecard))
    assert re.search(
        r"Against not recovered: \+3\d points \(\+\d+ to \+\d+\), more than chance would give", told
    )
    assert re.search(r"their 60 weigh as \d+ equal ones, overlap \d+ %", told)
    assert "Observed, not an experiment" in told
    own = told.replace("an account of it, not its cause", "")
    assert not re.search(r"\b(because|caused?|thanks to|leads? to|due to|effect)\b", own, re.IGNORECASE)


def test_the_rule_is_printed_with_how_many_customers_fall_under_it(scorecard):
    told = words(opened(scorecard))
    assert "**Failed** · a score in the lowest quarter of its scale (about support contact)." in told
    assert "**Recovered** · a contact about call within 7 days. 60 customers." in told
    assert "**Never failed** · customers with such occasions, none of which failed. 100 customers." in told
    assert "occasions of 27 Sep 2025 to 30 Apr 2026" in told


def test_the_groups_are_said_to_be_alike_only_when_they_are(scorecard):
    assert "Weighted, the groups are alike in what was known before" in words(opened(scorecard))


def test_a_filter_reaches_the_recovery_too(scorecard):
    told = words(opened(scorecard, segment="Plus"))
    assert "within 7 days. 30 customers." in told


def test_failures_after_the_period_are_not_looked_at(scorecard):
    told = words(opened(scorecard, **{"from": "2025-08-01", "to": "2025-09-01"}))
    assert "No failure of these days was recovered" in told


def test_source_classes_frame_the_promises(scorecard):
    app = opened(scorecard, source_class="inferred")
    assert "No promise is about the source classes that are chosen." in words(app)
    assert "Not of the source classes that are chosen." in row(app, "courted", "Delivery went well")
    assert sentence(app).startswith("No target is about the sources that are chosen.")


def test_an_empty_company_says_what_is_missing_and_how_to_bring_it(home_of, monkeypatch):
    app = over(home_of(company='name = "New"\n'), monkeypatch, "scorecard")
    told = words(opened(app))
    assert "No targets yet" in told
    assert "[targets]" in told
    assert "None of the seven letters can be read yet" in told
    assert "No failure of these days was recovered" in told
    assert "No targets were set. Nothing can be told yet." in told


@pytest.mark.parametrize("statement", [ONE, CONTRACTS, ANSWERS_ONLY, CONTACTS])
def test_one_row_contracts_alone_answers_alone_or_contacts_alone_are_a_page(home_of, monkeypatch, statement):
    app = over(home_of(statement, company=COMPANY), monkeypatch, "scorecard")
    assert "Service recovery" in words(opened(app))
    assert "Customer satisfaction" in table(app, "promises")


def test_hostile_words_of_the_company_file_are_shown_as_text(home_of, monkeypatch):
    evil = "<img src=x onerror=alert(1)> $x$ **b**"
    text = COMPANY.replace("Delivery went well", evil).replace('["call"]', f'["{evil}"]')
    app = over(home_of(*STORY, company=text), monkeypatch, "scorecard")
    assert "<img" not in table(opened(app), "courted")
    assert "&lt;img" in table(app, "courted")
