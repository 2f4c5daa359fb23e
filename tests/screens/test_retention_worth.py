"""How long customers stay and what they are worth, as a reader meets it; Telco and CDNOW on the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.special import hyp2f1
from statsmodels.duration.survfunc import SurvfuncRight, survdiff
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard.cli import app as cli
from dashboard.store.snapshot import current, open_snapshot
from tests.screens import reading
from tests.screens.conftest import over
from tests.screens.reading import below

IDS = Path(__file__).parents[1] / "insight" / "cdnow_sample_ids.txt"


def page() -> None:
    from dashboard.screens.enter import enter
    from dashboard.screens.retention_at_risk import at_risk
    from dashboard.screens.retention_loyal import loyal
    from dashboard.screens.retention_survival import survival
    from dashboard.screens.retention_value import value
    from dashboard.screens.states import guarded

    visit = enter("retention")
    if visit:
        with guarded():
            for section in (survival, value, at_risk, loyal):
                section(visit)


@pytest.fixture
def opened(worth, monkeypatch) -> Callable[..., AppTest]:
    """The sections over a home by its name or its folder, at an address."""

    def show(home: str | Path, **query: str) -> AppTest:
        known = worth(home) if isinstance(home, str) else home
        return reading.opened(over(known, monkeypatch, page), **query)

    return show


def figures(app: AppTest) -> list[dict]:
    return list(reading.figures(app).values())


def tables(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html") if "lasting" in element.proto.body)


def curves(app: AppTest) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Each survival curve as it is drawn: months, and percent still there from each of them on."""
    return {
        trace["customdata"][0]: (np.array(trace["x"], float), np.array(trace["y"], float))
        for figure in figures(app) for trace in figure["data"] if trace.get("line", {}).get("shape") == "hv"
    }  # fmt: skip


def at(curve: tuple[np.ndarray, np.ndarray], months: float) -> float:
    return float(curve[1][np.searchsorted(curve[0], months, side="right") - 1])


def brought(home: Path, exports: Path) -> Path:
    """A home whose data came in through the door."""
    for command in (["init", "--home", home], ["import", "--yes", "--home", home, exports]):
        done = CliRunner().invoke(cli, [*map(str, command)])
        assert done.exit_code == 0, done.output
    return home


@pytest.fixture(scope="module")
def telco(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brought(tmp_path_factory.mktemp("telco") / "home", shared_data / "telco")


@pytest.mark.genuine
def test_telco_lasts_on_the_screen_as_it_is_known_to(opened, telco):
    shown = opened(telco)
    drawn = curves(shown)
    assert at(drawn["month-to-month"], 12) == pytest.approx(70.310, abs=5e-4)
    assert at(drawn["month-to-month"], 24) == pytest.approx(58.592, abs=5e-4)
    assert at(drawn["one_year"], 24) == pytest.approx(97.827, abs=5e-4)
    assert "Month-to-month</th><td>35 months" in tables(shown)
    assert "One year</th><td>not reached" in tables(shown)
    assert "Month-to-month leaves soonest" in below(shown)
    assert "p < 0.001" in below(shown)
    assert "no days" in below(shown)  # why value and loss are refused


@pytest.fixture(scope="module")
def cdnow(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published sample up to week 39, cut out of the file and brought in through the door."""
    folder = tmp_path_factory.mktemp("cdnow")
    wanted = {int(number) for line in IDS.read_text().splitlines()[1:] for number in line.split()}
    head, *lines = (shared_data / "cdnow" / "CDNOW_master.txt").read_text().splitlines()
    kept = [line for line in lines if int(line.split()[0]) in wanted and line.split()[1] <= "19970930"]
    (folder / "raw").mkdir()
    (folder / "raw" / "CDNOW_master.txt").write_text("\n".join([head, *kept]) + "\n")
    return brought(folder / "home", folder / "raw")


@pytest.mark.genuine
def test_cdnow_through_the_door_gives_the_published_models(opened, cdnow):
    path = current(cdnow)
    assert path is not None
    snapshot = open_snapshot(path)
    found = {row["name"]: row["value"] for row in snapshot.query("select * from value_model").to_pylist()}
    snapshot.close()
    assert [round(found[name], 4) for name in ("r", "alpha", "a", "b")] == [0.2426, 4.4136, 0.7929, 2.4259]
    assert [round(found[name], 2) for name in ("p", "q", "gamma")] == [6.25, 3.74, 15.44]
    assert found["buyers"] == 2357
    shown = tables(opened(cdnow))
    assert "<th scope='row'>alpha</th><td>How often (BG/NBD)</td><td class='n'>4.414</td>" in shown


@pytest.mark.genuine
def test_cdnow_customers_who_are_gone_are_not_those_at_risk(opened, cdnow):
    """By the published parameters and Euler's integral: P(alive) x (1 - 2F1(r + x, a; a + b + x; -u))."""
    r, alpha, a, b = 0.2426, 4.4136, 0.7929, 2.4259
    snapshot = open_snapshot(current(cdnow))
    rows = snapshot.query(
        """-- one row per customer with what was bought on how many days
        select o.customer_id, any_value(o.p_leave) as p_leave, any_value(o.at_risk) as at_risk,
          count(distinct p.day) - 1 as x, date_diff('day', min(p.day), max(p.day)) / 7.0 as last,
          date_diff('day', min(p.day), any_value(o.as_of)) / 7.0 as age
        from customer_outlook o join fact_purchase p using (customer_id)
        group by o.customer_id"""
    ).to_pandas()
    snapshot.close()
    x, last, age = (rows[name].to_numpy(float) for name in ("x", "last", "age"))
    odds = a / np.maximum(b + x - 1, 1e-9) * ((alpha + age) / (alpha + last)) ** (r + x)
    alive = np.where(x > 0, 1 / (1 + odds), 1.0)
    leaves = alive * (1 - hyp2f1(r + x, a, a + b + x, -(365 / 7) / (alpha + age)))
    assert len(rows) == 2357
    assert rows["p_leave"].to_numpy() == pytest.approx(leaves, abs=1e-4)
    assert rows["at_risk"].min() >= 0
    assert (alive < 0.05).sum() > 5
    assert rows["at_risk"][alive < 0.05].max() < 0.1 * rows["at_risk"].max()
    assert (alive[rows["at_risk"].nlargest(10).index] > 0.5).all()
    told = tables(opened(cdnow))
    assert "Leaves within a year" in told
    assert "Gone" not in told


def test_the_persona_that_leaves_at_its_first_renewal_is_seen_with_the_month(opened):
    shown = opened("members")
    assert "Hunter leaves soonest: 0% are" in below(shown)
    assert "Hunter falls by 100 points around month 12, the others by 0." in below(shown)
    assert "p < 0.001" in below(shown)
    drawn = curves(shown)
    assert at(drawn["hunter"], 11.9) == 100
    assert at(drawn["hunter"], 12.5) == 0


def test_the_curves_and_their_test_are_those_of_statsmodels(opened, worth):
    path = current(worth("members"))
    snapshot = open_snapshot(path)
    rows = snapshot.query("select persona::varchar as persona, tenure_days, churned from spell").to_pylist()
    snapshot.close()
    days, left = (
        np.array([r["tenure_days"] for r in rows], float),
        np.array([int(r["churned"]) for r in rows]),
    )
    group = np.array([r["persona"] for r in rows])
    drawn = curves(opened("members"))
    for name in ("hunter", "family"):
        theirs = SurvfuncRight(days[group == name], left[group == name])
        for time, share in zip(theirs.surv_times, theirs.surv_prob, strict=True):
            if time / 30.4375 <= drawn[name][0][-1]:
                assert at(drawn[name], time / 30.4375 + 1e-9) == pytest.approx(100 * share)
    assert survdiff(days, left, group)[1] < 0.001


def test_the_split_is_in_the_address_and_nonsense_is_the_pages_own(opened):
    assert set(curves(opened("members", lasting_by="contract"))) == {"annual", "monthly"}
    assert set(curves(opened("members", lasting_by="all"))) == {""}
    assert set(curves(opened("members", lasting_by="shoe size", leaves="ufo"))) == {"hunter", "family"}


def test_a_filter_narrows_other_splits_and_greys_its_own(opened):
    own = figures(opened("members", persona="hunter"))[0]["data"]
    lines = {
        trace["customdata"][0]: trace["line"]["color"] for trace in own if trace.get("line", {}).get("shape")
    }
    assert len(set(lines.values())) == 2
    assert len([trace for trace in own if trace.get("fill")]) == 1
    assert "of 240" not in below(opened("members", persona="hunter", lasting_by="contract"))
    assert at(curves(opened("members", persona="hunter", lasting_by="contract"))["annual"], 12.5) == 0


def test_what_cannot_be_followed_is_said(opened):
    assert "Not filtered by channel." in below(opened("buyers", channel="app"))


def test_the_three_forms_stand_side_by_side_and_are_refused_with_their_reason(opened):
    shown = below(opened("buyers"))
    assert "A customer is worth" in shown
    assert "Margin: " not in shown
    assert "before acquisition cost." not in shown
    bare = below(opened("orders"))
    assert "Margin: No gross margin in the company file" in bare
    assert "Revenue: before acquisition cost." in bare


def test_regulars_are_worth_more_than_guests_in_every_form(opened):
    figure = next(f for f in figures(opened("buyers")) if "Model" in str(f["layout"].get("annotations")))
    forms = [trace for trace in figure["data"] if trace.get("customdata")]
    assert len(forms) == 3
    for trace in forms:
        worth = dict(zip(trace["customdata"], trace["x"], strict=True))
        assert worth["member"] > worth[""] > worth["guest"]


def test_bands_hold_everybody_and_all_value(opened):
    figure = next(
        f for f in figures(opened("buyers")) if "Share of value" in str(f["layout"].get("annotations"))
    )
    for trace in figure["data"][:2]:
        assert sum(trace["x"]) == pytest.approx(100)


def test_the_check_tells_how_far_the_model_was_off_and_what_it_is_made_of(opened):
    shown = opened("buyers")
    assert "The model expected" in below(shown)
    assert "How often (BG/NBD)" in tables(shown)
    assert "How much (Gamma-Gamma)" in tables(shown)


def test_the_list_at_risk_names_ids_only_and_follows_the_filter(opened, worth):
    snapshot = open_snapshot(current(worth("buyers")))
    rows = snapshot.query(
        "select customer_id, at_risk, segment::varchar as segment from customer_outlook"
    ).to_pylist()
    snapshot.close()
    shown = tables(opened("buyers", segment="guest"))
    guests = sorted(
        (r for r in rows if r["segment"] == "guest"), key=lambda r: (-r["at_risk"], r["customer_id"])
    )
    told = shown.split("<caption>Customers with the largest expected loss")[1]
    assert "Leaves within a year" in told
    assert [part.split("<")[0] for part in told.split("<th scope='row'>")[1:11]] == [
        r["customer_id"] for r in guests[:10]
    ]


def test_what_all_are_worth_was_ranked_as_their_rows_are(worth):
    snapshot = open_snapshot(current(worth("buyers")))
    rows = snapshot.query("select * from customer_outlook").to_pandas()
    tenths = snapshot.query("select * from outlook_tenth order by tenth").to_pandas()
    (whole,) = snapshot.query("select * from outlook_spread").to_pylist()
    snapshot.close()
    ranked = rows.sort_values(["at_risk", "customer_id"], ascending=[False, True]).reset_index(drop=True)
    parts = [part for part in np.array_split(ranked.index.to_numpy(), 10) if part.size]
    assert tenths.customers.tolist() == [part.size for part in parts]
    assert tenths.loss.tolist() == pytest.approx([ranked.at_risk[part].sum() for part in parts])
    assert tenths.leaving.tolist() == pytest.approx([ranked.p_leave[part].sum() for part in parts])
    assert (whole["customers"], whole["highest"]) == (len(rows), rows.clv.max())
    assert whole["middle"] == pytest.approx(np.median(rows.clv))
    assert whole["total"] == pytest.approx(rows.clv.sum())


def test_one_customer_alone_is_nobodys_business(opened):
    shown = opened("one")
    assert "c0" not in tables(shown)
    assert not [f for f in figures(shown) if "Most at risk" in json.dumps(f)]


def test_the_loyal_customer_is_defined_and_set_apart(opened):
    least = min(
        min(15, (364 - c % 60) // (20 + c % 7) + 1) for c in range(0, 300, 4)
    )  # orders of the regulars
    shown = below(opened("buyers"))
    assert f"Loyal: the top quarter of buyers by orders in 365 days (at least {least})" in shown
    assert "Segment: Member: 100% of loyal customers" in shown
    assert "no score counts" in shown


def test_without_orders_the_longest_contracts_are_loyal(opened):
    assert "Loyal: the top quarter of running contracts by length" in below(opened("undated"))


def test_an_empty_database_says_what_is_missing_and_how_to_bring_it(opened):
    shown = below(opened("empty"))
    assert shown.count("page Data") >= 3
    assert not figures(opened("empty"))


def test_hostile_names_are_text(opened):
    shown = opened("hostile")
    assert "<img" not in json.dumps(figures(shown))
    assert "<img" not in tables(shown)
    assert "<b>c" not in tables(shown)
