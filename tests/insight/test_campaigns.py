"""Campaigns against all the others, by statsmodels; coupons that come back, by lifelines' definition on counts."""

from __future__ import annotations

from datetime import date

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from dashboard.insight.campaigns import compare, lead, returned
from dashboard.scope import Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))


def rows(*campaigns):
    """Rows as `digital_coupons` gives them: name, issued, mature, redeemed, people."""
    mature, redeemed = sum(c[2] for c in campaigns), sum(c[3] for c in campaigns)
    return [
        {"campaign": name, "issued": issued, "mature": old, "redeemed": used, "people": people,
         "all_mature": mature, "all_redeemed": redeemed}
        for name, issued, old, used, people in campaigns
    ]  # fmt: skip


def found(*campaigns):
    return compare(rows(*campaigns), NOW, 30, 5)


def test_a_share_is_of_those_old_enough_with_wilsons_interval():
    (spring, _) = found(("Spring", 120, 100, 20, 90), ("Autumn", 200, 200, 22, 150))
    low, high = proportion_confint(20, 100, method="wilson")
    assert (spring.share.value, spring.share.low, spring.share.high) == pytest.approx(
        (20, 100 * low, 100 * high)
    )
    assert (spring.issued, spring.young, spring.share.n) == (120, 20, 100)


def test_a_campaign_is_set_against_all_the_others_together():
    spring, *_ = found(("Spring", 100, 100, 20, 90), ("Autumn", 200, 200, 22, 150), ("May", 100, 100, 11, 90))
    low, high = confint_proportions_2indep(20, 100, 33, 300, method="newcomb")
    assert spring.rest.value == pytest.approx(11)
    assert (spring.apart.delta, spring.apart.low, spring.apart.high) == pytest.approx(
        (9, 100 * low, 100 * high)
    )


def test_what_differs_is_corrected_for_the_number_of_campaigns():
    even = [(f"c{i}", 400, 400, 40, 300) for i in range(18)]
    marked = found(("Poor", 400, 400, 4, 300), *even)
    assert [each.name for each in marked if each.stands] == ["Poor"]
    slightly = found(("Low", 400, 400, 28, 300), *even)  # alone p = .04, not among nineteen
    assert not any(each.stands for each in slightly)


def test_the_poor_campaign_is_spoken_of_before_the_good_one():
    both = found(("Good", 900, 900, 300, 800), ("Poor", 900, 900, 40, 800), ("Even", 900, 900, 120, 800))
    assert lead(both).name == "Poor"
    assert lead(found(("One", 90, 90, 10, 80), ("Two", 90, 90, 10, 80))) is None


def test_young_campaigns_and_few_customers_have_no_share():
    young, few, _ = found(("Young", 80, 0, 0, 70), ("Few", 40, 40, 10, 4), ("Rest", 400, 400, 40, 300))
    assert (young.share.value, young.young, young.stands) == (None, 80, False)
    assert few.share.value is None
    assert few.share.refused == "Withheld: fewer than 5 customers."


def test_under_thirty_nothing_stands_out():
    assert not any(each.stands for each in found(("Tiny", 20, 20, 0, 20), ("Rest", 900, 900, 450, 800)))


def test_coupons_still_open_count_as_long_as_they_were_watched():
    curve = returned([
        {"days": 1.0, "observed": True, "n": 10.0}, {"days": 2.0, "observed": False, "n": 40.0},
        {"days": 3.0, "observed": True, "n": 5.0}, {"days": 9.0, "observed": False, "n": 45.0},
    ])  # fmt: skip
    assert curve is not None
    assert curve.survival.tolist() == pytest.approx([0.9, 0.9 * 45 / 50])  # 100 watched on day 1, 50 on day 3
    assert returned([]) is None
