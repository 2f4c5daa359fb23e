"""The outlook of customers who buy without a contract: how often, how much, and whether they are still there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from scipy.stats import spearmanr

from dashboard.insight.btyd import Frequency, NotEnough, Spend, fit_frequency, fit_spend, frequency_of
from dashboard.insight.outlook import Outlook, People, Places, Prices, nobody
from dashboard.metrics.metric import Array

WEEK, YEAR = 7.0, 365
WEEKS = YEAR / WEEK
MODEL_DRAWS, SAMPLE = 40, 500
SEED = 20_250_102
NOTABLE = 0.1

PURCHASE_SQL = """-- one row per customer and day with a purchase
select customer_id, day, greatest(sum(amount), 0)::double as amount
from fact_purchase
where customer_id is not null and day is not null
group by all
order by customer_id, day"""


@dataclass(frozen=True, slots=True)
class Purchases:
    """Purchase days sorted by customer and day; `first`: where each customer's begin; `who`: place in People."""

    who: Places
    owner: Places
    first: Places
    day: Places
    amount: Array


@dataclass(frozen=True, slots=True)
class History:
    """Customers who had bought by a day: repeat purchases, time of the last one and time watched in weeks, and
    the mean amount of a repeat purchase."""

    buyers: Places
    x: Array
    last: Array
    age: Array
    mean: Array
    revenue: Array
    won: int


def purchase_outlook(
    query: Callable[[str], pa.Table], people: People, days: Sequence[date], prices: Prices
) -> list[Outlook]:
    """An outlook per day; empty ones when there are too few buyers to fit a model."""
    purchases = read_purchases(query(PURCHASE_SQL), people)
    histories = [history_at(purchases, day) for day in days]
    latest = histories[-1]
    try:
        often = fit_frequency(latest.x, latest.last, latest.age)
        much = fit_spend(latest.x, latest.mean)
    except NotEnough as reason:
        return [nobody(str(reason)) for _ in days]
    method = f"BG/NBD × Gamma-Gamma{dependence(latest.x, latest.mean)}"
    spread = model_spread(often, much, latest, prices)
    years = _ahead(often, histories, prices)
    return [
        _outlook(purchases.who[history.buyers], history, often, much, prices, ahead, spread, method)
        for history, ahead in zip(histories, years, strict=True)
    ]


def _ahead(often: Frequency, histories: Sequence[History], prices: Prices) -> list[list[Array]]:
    """For each history, the purchases expected by the end of each coming year; all asked of the model at once."""
    sizes = np.cumsum([history.x.size for history in histories])[:-1]
    x, age = (np.concatenate([getattr(history, name) for history in histories]) for name in ("x", "age"))
    years = [
        np.split(often.expected_if_alive(x, age, year * WEEKS), sizes) for year in range(1, prices.years + 1)
    ]
    return [list(ahead) for ahead in zip(*years, strict=True)]


def read_purchases(table: pa.Table, people: People) -> Purchases:
    place = {customer: at for at, customer in enumerate(people.ids)}
    who = np.array(
        [place.get(customer, -1) for customer in table.column("customer_id").to_pylist()], dtype=np.int64
    )
    kept = who >= 0
    day = table.column("day").cast(pa.int32()).to_numpy().astype(np.int64)
    order = np.lexsort((day, who))[np.count_nonzero(~kept) :]
    names, first, owner = np.unique(who[order], return_index=True, return_inverse=True)
    return Purchases(names, owner, first, day[order], table.column("amount").to_numpy()[order])


def history_at(purchases: Purchases, day: date) -> History:
    """What had been bought by the end of `day`. Purchases of one day count once."""
    now = (day - date(1970, 1, 1)).days
    known = purchases.day <= now
    size = purchases.first.size
    bought = np.bincount(purchases.owner[known], minlength=size)
    buyers = np.flatnonzero(bought)
    start = purchases.first[buyers]
    began, ended = purchases.day[start], purchases.day[start + bought[buyers] - 1]
    total = np.bincount(purchases.owner[known], purchases.amount[known], size)[buyers].astype(np.float64)
    x = (bought[buyers] - 1).astype(float)
    mean = np.divide(total - purchases.amount[start], x, out=np.zeros_like(total), where=x > 0)
    recent = known & (purchases.day > now - YEAR)
    revenue = np.bincount(purchases.owner[recent], purchases.amount[recent], size)[buyers].astype(np.float64)
    won = int((began > now - YEAR).sum())
    return History(
        buyers, x, (ended - began) / WEEK, (now - began) / WEEK, np.maximum(mean, 0.0), revenue, won
    )


def spend_of(much: Spend, history: History) -> Array:
    """Expected amount of a purchase; everyone's mean when the model has no finite one."""
    if much.q <= 1:
        return np.full(history.x.size, float(history.mean[history.x > 0].mean()))
    return much.expected(history.x, history.mean)


def discounted(years: Sequence[Array], prices: Prices) -> Array:
    """Purchases by the end of each coming year to their sum, each year's discounted to today from its middle."""
    total = np.zeros(years[0].size)
    for year, (until, before) in enumerate(zip(years, (np.zeros(1), *years), strict=False)):
        total += (until - before) * prices.factor(year + 0.5)
    return total


def model_spread(often: Frequency, much: Spend, history: History, prices: Prices) -> float:
    """Relative standard error of the total value: the purchase model drawn again within its uncertainty."""
    random = np.random.default_rng(SEED)
    some = random.permutation(history.x.size)[:SAMPLE]
    spend, x, last, age = (
        spend_of(much, history)[some],
        history.x[some],
        history.last[some],
        history.age[some],
    )
    at = np.log([often.r, often.alpha, often.a, often.b])
    near = np.clip(random.multivariate_normal(at, often.spread, MODEL_DRAWS), at - 2, at + 2)

    def total(model: Frequency) -> float:
        years = [model.expected_if_alive(x, age, year * WEEKS) for year in range(1, prices.years + 1)]
        return float(discounted(years, prices) * model.alive(x, last, age) @ spend)

    low, high = np.quantile([total(frequency_of(theta, often.spread)) for theta in near], (0.16, 0.84))
    best = total(often)
    return float(f"{(high - low) / 2 / best:.3g}") if best > 0 else 0.0


def dependence(x: Array, mean: Array) -> str:
    """A warning when how much is spent goes with how often: the model takes them as independent."""
    found = rank_correlation(x, mean)
    if found is None or abs(found[0]) < NOTABLE or found[1] > 0.05:
        return ""
    return f"; careful: spend goes with frequency (rank correlation {found[0]:.2f})"


def rank_correlation(x: Array, mean: Array) -> tuple[float, float] | None:
    """Spearman's, of how often and how much repeat buyers buy, and its p-value; None when either is all the same."""
    kept = (x > 0) & (mean > 0)
    often, much = x[kept], mean[kept]
    if often.size < 3 or not np.ptp(often) or not np.ptp(much):
        return None
    found = spearmanr(often, much)
    return float(found.statistic), float(found.pvalue)


def _outlook(
    who: Places,
    history: History,
    often: Frequency,
    much: Spend,
    prices: Prices,
    years: Sequence[Array],
    spread: float,
    method: str,
) -> Outlook:
    spend, alive = spend_of(much, history), often.alive(history.x, history.last, history.age)
    clv = alive * discounted(years, prices) * spend
    leaves = alive * often.leaving_if_alive(history.x, history.age, WEEKS)
    lost = alive * often.lost_if_alive(history.x, history.age, WEEKS) * spend
    return Outlook(who, history.revenue, clv, alive, leaves, lost, history.won, spread, method)
