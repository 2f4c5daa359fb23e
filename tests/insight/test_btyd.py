from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import hyp2f1

from dashboard.insight.btyd import Frequency, NotEnough, Spend, fit_frequency, fit_spend

IDS = Path(__file__).with_name("cdnow_sample_ids.txt")
END = date(1997, 9, 30)


@pytest.fixture(scope="module")
def cdnow(shared_data):
    """The published sample up to week 39: repeat purchases, last, age in weeks, mean repeat amount."""
    lines = IDS.read_text().splitlines()[1:]
    wanted = {int(number) for line in lines for number in line.split()}
    days: dict[int, dict[date, float]] = {number: {} for number in wanted}
    for line in (shared_data / "cdnow" / "CDNOW_master.txt").read_text().splitlines()[1:]:
        customer, day, _, amount = line.split()
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if int(customer) in wanted and on <= END:
            days[int(customer)][on] = days[int(customer)].get(on, 0.0) + float(amount)
    rows = []
    for bought in days.values():
        first, *later = sorted(bought)
        mean = sum(bought[on] for on in later) / len(later) if later else 0.0
        rows.append((len(later), (max(bought) - first).days / 7, (END - first).days / 7, mean))
    return np.array(rows, dtype=float).T


@pytest.mark.genuine
def test_the_published_sample_gives_the_published_frequency_model(cdnow):
    x, last, age, _ = cdnow
    found = fit_frequency(x, last, age)
    assert x.size == 2357
    assert [round(number, 4) for number in (found.r, found.alpha, found.a, found.b)] == [
        0.2426,
        4.4136,
        0.7929,
        2.4259,
    ]


@pytest.mark.genuine
def test_the_published_sample_gives_the_published_spend_model(cdnow):
    x, _, _, mean = cdnow
    found = fit_spend(x, mean)
    assert [round(number, 2) for number in (found.p, found.q, found.gamma)] == [6.25, 3.74, 15.44]


PUBLISHED = Frequency(0.2426, 4.4136, 0.7929, 2.4259, np.eye(4))


def test_the_worked_example_of_the_paper_expects_1_226_purchases():
    # Fader, Hardie & Lee 2005: x = 2, last = 30.43, age = 38.86, next 39 weeks
    found = PUBLISHED.expected(np.array([2.0]), np.array([30.43]), np.array([38.86]), 39.0)
    assert float(found[0]) == pytest.approx(1.226, abs=0.001)


def test_a_customer_without_a_repeat_purchase_is_taken_as_still_there():
    assert PUBLISHED.alive(np.array([0.0]), np.array([0.0]), np.array([30.0])).tolist() == [1.0]


def test_expected_purchases_are_the_integral_of_the_rate_over_what_was_learnt():
    """Independent of the closed form: integrate (1 - exp(-rate p t)) / p over rate ~ Gamma, p ~ Beta."""
    x, age, ahead = 3.0, 30.0, 26.0
    shape, scale = PUBLISHED.r + x, PUBLISHED.alpha + age

    def given(p):
        return (1 - (scale / (scale + p * ahead)) ** shape) / p if p > 0 else shape / scale * ahead

    def weight(p):
        return p ** (PUBLISHED.a - 1) * (1 - p) ** (PUBLISHED.b + x - 1)

    total = quad(lambda p: given(p) * weight(p), 0, 1)[0] / quad(weight, 0, 1)[0]
    found = PUBLISHED.expected_if_alive(np.array([x]), np.array([age]), ahead)
    assert float(found[0]) == pytest.approx(total, rel=1e-6)


@pytest.mark.parametrize(
    ("x", "a", "b"),
    [(0, 0.5, 2), (7, 1.0, 3), (40, 0.8, 2.4), (600, 0.8, 2.4), (2, 1.5, 900), (3, 300, 1700)],
)
def test_any_customer_and_model_has_the_integral(x, a, b):
    model = Frequency(0.8, 6.0, float(a), float(b), np.eye(4))
    p = np.concatenate([np.geomspace(1e-12, 1e-3, 4000), np.linspace(1e-3, 1, 40001)[1:-1]])
    logs = (a - 1) * np.log(p) + (b + x - 1) * np.log1p(-p)
    weight = np.exp(logs - logs.max())
    each = (1 - (1 + 52 * p / 86) ** -(0.8 + x)) / p
    expected = np.trapezoid(each * weight, p) / np.trapezoid(weight, p)
    found = model.expected_if_alive(np.array([float(x)]), np.array([80.0]), 52.0)
    assert float(found[0]) == pytest.approx(expected, rel=5e-3)


YEAR = 365 / 7


def leaves(model, x, age, ahead):
    """P(left within `ahead`) of one customer who is one now."""
    return float(model.leaving_if_alive(np.array([x]), np.array([age]), ahead)[0])


@pytest.mark.parametrize(("x", "age"), [(0.0, 5.0), (1.0, 38.86), (7.0, 60.0), (40.0, 78.0)])
def test_who_leaves_is_the_integral_over_the_chance_to_leave_after_a_purchase(x, age):
    shape, scale = PUBLISHED.r + x, PUBLISHED.alpha + age

    def weight(root):  # p = root ** (1 / a): the density of Beta(a, b + x) without its pole at 0
        return (1 - root ** (1 / PUBLISHED.a)) ** (PUBLISHED.b + x - 1)

    def stays(root):
        return (scale / (scale + root ** (1 / PUBLISHED.a) * YEAR)) ** shape * weight(root)

    whole = quad(weight, 0, 0.2)[0] + quad(weight, 0.2, 1)[0]
    total = (quad(stays, 0, 0.2)[0] + quad(stays, 0.2, 1)[0]) / whole
    assert leaves(PUBLISHED, x, age, YEAR) == pytest.approx(1 - total, rel=1e-6)
    euler = hyp2f1(shape, PUBLISHED.a, PUBLISHED.a + PUBLISHED.b + x, -YEAR / scale)
    assert leaves(PUBLISHED, x, age, YEAR) == pytest.approx(1 - euler, rel=1e-6)


@pytest.mark.parametrize(("x", "age"), [(0.0, 20.0), (2.0, 38.86), (12.0, 70.0)])
def test_customers_drawn_one_by_one_leave_and_lose_as_often(x, age):
    """A pace and a chance to leave are drawn for each; at that pace the purchase that ends it comes at pace x p."""
    random = np.random.default_rng(7)
    pace = random.gamma(PUBLISHED.r + x, 1 / (PUBLISHED.alpha + age), 400_000)
    ends = random.exponential(1, pace.size) / (pace * random.beta(PUBLISHED.a, PUBLISHED.b + x, pace.size))
    lost = pace * np.maximum(YEAR - ends, 0)
    for found, drawn in (
        (leaves(PUBLISHED, x, age, YEAR), ends < YEAR),
        (float(PUBLISHED.lost_if_alive(np.array([x]), np.array([age]), YEAR)[0]), lost),
    ):
        assert abs(found - drawn.mean()) < 4 * drawn.std() / np.sqrt(pace.size)


def test_leaving_takes_the_purchases_that_staying_would_have_brought():
    x, age = np.array([0.0, 2.0, 30.0]), np.array([10.0, 38.86, 70.0])
    stayed = (PUBLISHED.r + x) / (PUBLISHED.alpha + age) * YEAR
    still = stayed - PUBLISHED.expected_if_alive(x, age, YEAR)
    assert PUBLISHED.lost_if_alive(x, age, YEAR) == pytest.approx(still)
    assert (still > 0).all()


@settings(max_examples=300, deadline=None)
@given(
    st.tuples(*(st.floats(0.05, 20) for _ in "ra")), st.tuples(*(st.floats(0.05, 500) for _ in "ab")),
    st.integers(0, 400), st.floats(0, 400), st.floats(0.01, 260),
)  # fmt: skip
def test_no_customer_leaves_with_less_than_nothing_or_more_than_all(pace, leave, x, age, ahead):
    model = Frequency(*pace, *leave, np.eye(4))
    bought, watched = np.array([float(x)]), np.array([age])
    chance, lost = leaves(model, float(x), age, ahead), float(model.lost_if_alive(bought, watched, ahead)[0])
    assert 0 <= chance <= 1 + 1e-12
    assert 0 <= lost <= (model.r + x) / (model.alpha + age) * ahead


def test_the_longer_the_wait_the_more_have_left():
    chances = [leaves(PUBLISHED, 3.0, 30.0, ahead) for ahead in (0.0, 1.0, 10.0, 52.0, 500.0)]
    assert chances[0] == 0
    assert chances == sorted(chances)


def test_the_models_find_the_parameters_that_made_the_data():
    random = np.random.default_rng(1)
    n, (r, alpha, a, b) = 4000, (0.8, 6.0, 0.9, 2.5)
    age = random.uniform(20, 80, n)
    rate, leave = random.gamma(r, 1 / alpha, n), random.beta(a, b, n)
    x, last = np.zeros(n), np.zeros(n)
    for i in range(n):
        now = random.exponential(1 / rate[i])
        while now < age[i]:
            x[i], last[i] = x[i] + 1, now
            if random.random() < leave[i]:
                break
            now += random.exponential(1 / rate[i])
    found = fit_frequency(x, last, age)
    for name, true, place in (("r", r, 0), ("alpha", alpha, 1), ("a", a, 2), ("b", b, 3)):
        error = float(np.sqrt(found.spread[place, place]))
        assert abs(np.log(getattr(found, name) / true)) < 4 * error, name
    spend = 40 / random.gamma(4.0, 1, n)
    mean = np.array([random.gamma(3 * max(k, 1), s / max(k, 1)) for k, s in zip(x, spend, strict=True)])
    found = fit_spend(x, mean)
    assert (found.p, found.q, found.gamma) == (
        pytest.approx(3, rel=0.15), pytest.approx(4, rel=0.15), pytest.approx(40, rel=0.3))  # fmt: skip


def test_little_evidence_pulls_a_customer_to_the_average():
    model = Spend(6.25, 3.74, 15.44)
    average = 6.25 * 15.44 / 2.74
    none, one, many = model.expected(np.array([0.0, 1.0, 50.0]), np.array([0.0, 100.0, 100.0]))
    assert none == pytest.approx(average)
    assert average < one < many < 100


def test_too_few_buyers_are_not_modelled():
    with pytest.raises(NotEnough):
        fit_frequency(np.ones(10), np.ones(10), np.full(10, 9.0))
    with pytest.raises(NotEnough):
        fit_spend(np.zeros(100), np.zeros(100))
