"""Loyal customers beside everyone else: the differences are those of scipy and statsmodels."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.insight.loyal import profile
from dashboard.scope import Window

WINDOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))


def cell(loyal, kind, name, n, total, squares=0.0):
    return {
        "loyal": loyal,
        "kind": kind,
        "name": name,
        "n": float(n),
        "total": float(total),
        "squares": float(squares),
    }


def both(kind, name, one, other):
    return [cell(True, kind, name, *one), cell(False, kind, name, *other)]


EVERYONE = both("all", "", (200, 200), (1000, 0))


def found(*rows, least_n=30, least_people=5):
    return profile([*EVERYONE, *rows], WINDOW, least_n, least_people)


def test_an_attribute_is_a_share_of_all_customers_of_each_side():
    (trait,) = found(*both("segment", "plus", (120, 120), (300, 300))).traits
    assert (trait.loyal.value, trait.rest.value, trait.delta) == (60, 30, 30)
    low, high = confint_proportions_2indep(120, 200, 300, 1000, method="newcomb", compare="diff")
    assert (trait.low, trait.high) == pytest.approx((100 * low, 100 * high), abs=1e-6)
    assert trait.stands


def test_one_side_without_it_counts_as_none_of_it():
    (trait,) = found(cell(False, "first", "store", 100, 100)).traits
    assert (trait.loyal.value, trait.rest.value) == (0, 10)


def test_what_was_asked_of_some_is_a_share_of_those():
    (trait,) = found(*both("content", "Service", (50, 45), (400, 280))).traits
    assert (trait.loyal.value, trait.loyal.n) == (90, 50)
    assert (trait.rest.value, trait.rest.n) == (70, 400)


def test_means_differ_as_welch_says():
    random = np.random.default_rng(8)
    one, other = random.gamma(3, 5, 120), random.gamma(3, 4, 800)
    sums = ((x.size, x.sum(), (x**2).sum()) for x in (one, other))
    (trait,) = found(*both("amount", "", *sums)).traits
    theirs = stats.ttest_ind(one, other, equal_var=False)
    assert trait.mean
    assert trait.delta == pytest.approx(one.mean() - other.mean())
    assert trait.chance == pytest.approx(theirs.pvalue)
    assert (trait.low, trait.high) == pytest.approx(tuple(theirs.confidence_interval()))


def test_many_looks_at_noise_make_nothing_stand_out():
    """Forty traits without any difference but chance: at five in a hundred two would stand out uncorrected."""
    random = np.random.default_rng(5)
    rows = [
        row for i in range(40)
        for row in both("region", f"r{i}", *((n, n) for n in (random.binomial(200, 0.2), random.binomial(1000, 0.2))))
    ]  # fmt: skip
    traits = found(*rows).traits
    assert sum(trait.chance < 0.05 for trait in traits) >= 1
    assert not any(trait.stands for trait in traits)


def test_what_stands_out_comes_first():
    rows = both("used", "app", (100, 100), (500, 500)), both("used", "store", (180, 180), (300, 300))
    assert [trait.name for trait in found(*rows[0], *rows[1]).traits] == ["store", "app"]


def test_too_few_are_judged_by_nobody():
    (trait,) = found(*both("content", "Service", (10, 10), (400, 200))).traits
    assert trait.small
    assert not trait.stands
    assert found(*both("content", "Service", (4, 4), (400, 200))).traits == ()
    assert found(*both("segment", "rare", (1, 1), (2, 2))).traits == ()


def test_too_few_loyal_customers_have_no_profile():
    few = [*both("all", "", (4, 4), (1000, 0)), *both("segment", "plus", (4, 4), (500, 500))]
    told = profile(few, WINDOW, 30, 5)
    assert (told.loyal, told.rest, told.traits) == (4, 1000, ())
    assert profile([], WINDOW, 30, 5).traits == ()


def test_what_everybody_or_nobody_has_is_no_trait():
    assert found(*both("plan", "one", (200, 200), (1000, 1000))).traits == ()
    assert found(*both("discounted", "", (150, 0), (700, 0))).traits == ()
