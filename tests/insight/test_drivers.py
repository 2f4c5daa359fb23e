"""Odds ratios against statsmodels and by hand; what happens when there is no answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import statsmodels.formula.api as smf
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

from dashboard.company import Company
from dashboard.insight.churn_cases import SCHEMA, churn_drivers
from dashboard.insight.drivers import ALONE, TOGETHER, Driver, Factor, as_they_are, corrected, drivers
from dashboard.insight.logistic import fit

COLUMNS = (
    "contract", "plan", "tenure", "worth", "segment", "persona", "region", "one_order", "quiet", "contact",
    "unresolved", "late_reply", "bad_answer", "bad_mention", "failed_task", "discounted",
)  # fmt: skip


def made(n: int, seed: int = 3) -> pd.DataFrame:
    """Leavers whose odds are known: hunters 3 times, with an open contact 2 times."""
    rng = np.random.default_rng(seed)
    persona = rng.choice(["family", "hunter", "student"], n, p=[0.5, 0.3, 0.2])
    contact = rng.random(n) < 0.3
    odds = -2.5 + np.log(3) * (persona == "hunter") + np.log(2) * contact
    return pd.DataFrame({
        "customer_id": [f"c{i // 2}" for i in range(n)], "persona": persona, "unresolved": contact,
        "has_left": rng.random(n) < 1 / (1 + np.exp(-odds)),
    })  # fmt: skip


def asked(frame: pd.DataFrame, rule: str = "contract") -> list[dict]:
    table = pa.Table.from_pandas(frame.assign(rule=rule), preserve_index=False)
    for name in ("starts", "ends"):
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.date32()))
    for name in COLUMNS:
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows))
    return churn_drivers(lambda sql: table, Company(name="Acme"), None)["churn_driver"].to_pylist()


def by_name(rows: list[dict]) -> dict[tuple[str, str], dict]:
    return {(row["factor"], row["level"]): row for row in rows}


def test_odds_ratios_and_intervals_are_those_of_statsmodels_with_errors_by_customer():
    frame = made(4000)
    found = by_name(asked(frame))
    known = smf.logit(
        "y ~ u + C(persona, Treatment('family'))", frame.assign(y=frame.has_left * 1, u=frame.unresolved * 1)
    )
    fitted = known.fit(disp=0, cov_type="cluster", cov_kwds={"groups": frame.customer_id.factorize()[0]})
    ours = found["unresolved", "yes"]
    low, high = fitted.conf_int().loc["u"]
    assert (ours["odds"], ours["low"], ours["high"]) == pytest.approx(
        (np.exp(fitted.params["u"]), np.exp(low), np.exp(high))
    )
    assert ours["chance"] == pytest.approx(fitted.pvalues["u"])
    n = frame.persona.value_counts()
    hunter, student = (
        fitted.params[f"C(persona, Treatment('family'))[T.{name}]"] for name in ("hunter", "student")
    )
    everyone_else = student * n["student"] / (n["student"] + n["family"])
    assert found["persona", "hunter"]["odds"] == pytest.approx(np.exp(hunter - everyone_else))


def test_what_was_planted_is_found_and_nothing_else():
    frame = made(6000)
    frame["late_reply"] = np.random.default_rng(8).random(len(frame)) < 0.2
    found = by_name(asked(frame))
    assert found["persona", "hunter"]["signal"] and found["unresolved", "yes"]["signal"]
    assert not found["late_reply", "yes"]["signal"]
    assert {row["method"] for row in found.values()} == {TOGETHER}


def test_the_correction_is_holms_over_all_candidates():
    chances = [0.001, 0.02, 0.03, 0.5, None]
    given = [Driver("f", str(i), 1.0, 1.0, 1.0, p, 1, 1, 1, 1) for i, p in enumerate(chances)]
    ours = {one.level: one for one in corrected(given)}
    _, known, *_ = multipletests(chances[:4], method="holm")
    assert [ours[str(i)].corrected for i in range(4)] == pytest.approx(list(known))
    assert [ours[str(i)].signal for i in range(5)] == [True, False, False, False, False]
    assert ours["4"].corrected is None


def test_a_level_that_nobody_left_has_no_odds_and_is_tested_exactly():
    frame = made(2000)
    frame["discounted"] = False
    stayers = frame.index[~frame.has_left][:60]
    frame.loc[stayers, "discounted"] = True
    ours = by_name(asked(frame))["discounted", "yes"]
    left = int(frame.has_left.sum())
    assert (ours["odds"], ours["note"]) == (None, "none left")
    assert ours["chance"] == pytest.approx(fisher_exact([[0, 60], [left, 2000 - 60 - left]]).pvalue)


def test_two_names_for_the_same_customers_are_not_told_apart():
    frame = made(2000)
    frame["contract"] = np.where(frame.unresolved, "monthly", "annual")
    frame["plan"] = np.where(frame.unresolved, "small", "large")
    found = by_name(asked(frame))
    assert found["contract", "monthly"]["odds"] is not None
    assert found["plan", "small"]["odds"] is None
    assert "cannot be told apart" in found["plan", "small"]["note"]


def test_too_few_leavers_for_all_together_are_looked_at_one_thing_at_a_time():
    frame = made(300)
    for name in ("contact", "late_reply", "bad_answer", "failed_task", "discounted"):
        frame[name] = np.random.default_rng(len(name)).random(len(frame)) < 0.4
    assert 30 <= frame.has_left.sum() < 80
    found = by_name(asked(frame))
    assert {row["method"] for row in found.values()} == {ALONE}
    crude = pd.crosstab(frame.unresolved, frame.has_left).to_numpy()
    expected = crude[1, 1] * crude[0, 0] / (crude[1, 0] * crude[0, 1])
    assert found["unresolved", "yes"]["odds"] == pytest.approx(expected)


def test_fewer_than_thirty_leavers_are_no_study():
    assert asked(made(100)) == []
    assert asked(made(400).assign(has_left=True)) == []
    assert churn_drivers(lambda sql: empty(), Company(name="Acme"), None)["churn_driver"].schema == SCHEMA


def empty() -> pa.Table:
    return pa.table(
        {name: pa.nulls(0) for name in ("has_left", "rule", "starts", "ends", "customer_id", *COLUMNS)}
    )


def test_a_model_that_separates_has_no_fit():
    x = np.linspace(-1, 1, 80)
    assert fit(np.column_stack([np.ones(80), x]), x > 0, np.arange(80)) is None


def test_a_stretch_in_which_many_leave_is_not_taken_for_a_driver():
    rng = np.random.default_rng(5)
    stretch = np.repeat([0, 1], 2000)
    left = rng.random(4000) < np.where(stretch == 1, 0.3, 0.05)
    met = rng.random(4000) < np.where(stretch == 1, 0.8, 0.2)  # met more often then, whoever leaves
    factor = Factor("contact", ("no", "yes"), met.astype(np.int64))
    (told,), _ = drivers([factor], left, stretch, np.arange(4000))
    assert not told.signal
    assert (
        as_they_are(
            "contact", "yes", *(int(x) for x in (met.sum(), left[met].sum(), (~met).sum(), left[~met].sum()))
        ).odds
        > 2
    )


def test_shares_as_they_are_have_woolfs_interval():
    one = as_they_are("contact", "yes", 100, 20, 200, 20)
    error = np.sqrt(1 / 20 + 1 / 80 + 1 / 20 + 1 / 180)
    assert one.odds == pytest.approx(2.25)
    assert (one.low, one.high) == pytest.approx(
        tuple(2.25 * np.exp(side * 1.959964 * error) for side in (-1, 1))
    )
    assert as_they_are("contact", "yes", 10, 0, 200, 20).odds is None


@pytest.mark.genuine
def test_telco_month_to_month_contracts_go_with_leaving_as_a_plain_logistic_says(shared_data):
    frame = pd.read_csv(shared_data / "telco" / "WA_Fn-UseC_-Telco-Customer-Churn.csv")
    given = pd.DataFrame({
        "customer_id": frame.customerID, "contract": frame.Contract, "has_left": frame.Churn == "Yes",
    })  # fmt: skip
    ours = by_name(asked(given, "undated"))
    n, y = frame.Contract.value_counts(), (frame.Churn == "Yes")
    logit = {
        name: np.log(y[frame.Contract == name].mean() / (1 - y[frame.Contract == name].mean()))
        for name in n.index
    }
    rest = (n["One year"] * logit["One year"] + n["Two year"] * logit["Two year"]) / (
        n["One year"] + n["Two year"]
    )
    assert ours["contract", "Month-to-month"]["odds"] == pytest.approx(
        np.exp(logit["Month-to-month"] - rest), rel=1e-6
    )
    assert ours["contract", "Month-to-month"]["cases"] == 3875
    assert ours["contract", "Month-to-month"]["leavers"] == 1655
