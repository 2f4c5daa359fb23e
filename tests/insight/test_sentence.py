from __future__ import annotations

from dashboard.insight.change import Change
from dashboard.insight.sentence import Finding, Source, sentence, telling


def moved(delta, chance=0.001, *, label="Net Promoter Score", unit="points", better="up", value=31.0):
    signal = chance < 0.05
    change = Change(
        delta, None, None, signal, True, "more than chance would give" if signal else "within chance", chance
    )
    return Finding(label, unit, better, value, change)


def test_the_sentence_of_the_design():
    told = sentence([moved(-4.0)], Source("delivery in the app", 0.75, 1_200_000))
    assert told == (
        "Net Promoter Score fell 4 points to 31, more than chance would give. "
        "Three quarters of the fall is delivery in the app; about €1.2M a year of customers is affected."
    )


def test_nothing_worth_saying_is_said_as_that():
    assert sentence([moved(-0.4, 0.6), moved(1.0, 0.3)]) == "No change that stands out."


def test_of_twenty_changes_one_below_five_percent_is_not_news():
    assert (
        sentence([moved(-1.0, 0.04), *(moved(0.1, 0.5) for _ in range(19))]) == "No change that stands out."
    )


def test_a_tile_further_down_is_told_when_the_first_stands_still():
    times = moved(600, label="First response time", unit="seconds", better="down", value=7500.0)
    findings = [moved(0.2, 0.8), times]
    assert telling(findings) == 1
    assert sentence(findings) == "First response time rose 10 min to 2 h 5 min, more than chance would give."


def test_good_news_beside_bad_is_told_too():
    good = moved(3.0, label="Customer satisfaction", unit="percent", value=80.0)
    assert sentence([moved(-4.0), good]) == (
        "Net Promoter Score fell 4 points to 31, more than chance would give; "
        "customer satisfaction rose 3 points to 80%."
    )


def test_the_source_of_another_tile_is_not_told():
    times = moved(600, label="First response time", unit="seconds", better="down", value=7500.0)
    assert "fall" not in sentence([moved(0.2, 0.8), times], Source("the app channel", 0.9), source_of=0)


def test_a_small_share_is_not_worth_a_sentence_and_others_are_told_in_words():
    assert sentence([moved(-4.0)], Source("the app channel", 0.1)).count(".") == 1
    for share, words in (
        (0.5, "Half"),
        (0.33, "A third"),
        (0.42, "About 42%"),
        (1.0, "All"),
        (1.4, "More than all"),
    ):
        assert f"{words} of the rise is the app channel." in sentence(
            [moved(4.0)], Source("the app channel", share)
        )


def test_without_numbers_it_says_what_is_missing():
    lacking = Finding("NPS", "points", "up", None, None, "No survey scores in the data.")
    assert sentence([lacking]) == "No numbers yet. No survey scores in the data."
    nothing = Finding("NPS", "points", "up", None, None)
    assert sentence([nothing]) == "Nothing was observed in this period with these filters."
    assert sentence([lacking, nothing]) == "Nothing was observed in this period with these filters."
    assert sentence([]) == "Nothing was observed in this period with these filters."


def test_without_a_comparison_it_says_so():
    assert sentence([Finding("NPS", "points", "up", 31.0, None)]) == "No period to compare with was chosen."
    partial = Change(None, None, None, False, False, "one of the periods is not whole")
    told = sentence([Finding("NPS", "points", "up", 31.0, partial)])
    assert told == "Nothing to compare: one of the periods is not whole."


def test_it_never_speaks_of_causes():
    told = sentence([moved(-4.0)], Source("the app channel", 0.75, 10.0)).lower()
    assert not any(word in told for word in ("because", "cause", "due to", "led to", "drove"))
