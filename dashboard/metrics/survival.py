"""Waiting times with some still waiting, from counts: Kaplan-Meier, the log-rank test, Aalen-Johansen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.metrics.intervals import Z
from dashboard.metrics.metric import Array

ROUNDING = 1e-12
Estimate = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Curve:
    """Survival after each time at which an event was seen, with its 95 % log-log band.

    `last`: the longest time watched. Before the first time survival is 1.
    """

    times: Array
    survival: Array
    low: Array
    high: Array
    at_risk: Array
    events: Array
    last: float


def kaplan_meier(time: Array, observed: npt.NDArray[np.bool_], n: Array) -> Curve:
    """The product-limit curve of `n` people per row who waited `time`; not `observed`: still waiting.

    Who stops being watched at the time of an event counts as at risk of it. Greenwood's variance, log-log band.
    """
    times, place = np.unique(time, return_inverse=True)
    leaving = np.bincount(place, n, times.size)
    events: Array = np.bincount(place, n * observed, times.size).astype(np.float64)
    at_risk: Array = leaving[::-1].cumsum()[::-1].astype(np.float64)
    seen = events > 0
    last = float(times[-1]) if times.size else 0.0
    return _curve(times[seen], events[seen], at_risk[seen], last)


def _curve(times: Array, events: Array, at_risk: Array, last: float) -> Curve:
    survival: Array = np.cumprod(1 - events / at_risk).astype(np.float64)
    return Curve(times, survival, *log_log_band(survival, events, at_risk), at_risk, events, last)


def log_log_band(survival: Array, events: Array, at_risk: Array) -> tuple[Array, Array]:
    """Low and high of curves along the last axis, by Greenwood's variance; once all have left, as wide as before."""
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(np.cumsum(events / (at_risk * (at_risk - events)), axis=-1))
        power = np.exp(Z * error / np.abs(np.log(survival)))
        low, high = survival**power, survival ** (1 / power)
    done = survival <= ROUNDING
    low = np.where(done, 0.0, low)
    high = np.where(done, _from_one(high)[..., :-1], high)
    return low, high


def _from_one(line: Array) -> Array:
    """A line along the last axis that begins at 1."""
    return np.concatenate((np.ones((*line.shape[:-1], 1)), line), axis=-1)


def quantile(curve: Curve, share: float) -> Estimate:
    """The time by which `share` had their event, with its interval; None where the curve does not get there."""
    level = 1 - share + ROUNDING
    return tuple(_first_below(curve.times, line, level) for line in (curve.survival, curve.low, curve.high))  # type: ignore[return-value]


def _first_below(times: Array, line: Array, level: float) -> float | None:
    below = np.flatnonzero(line <= level)
    return float(times[below[0]]) if below.size else None


def means_until(
    last: Array, times: Array, survival: Array, events: Array, at_risk: Array
) -> tuple[Array, Array, Array]:
    """The area under curves along the last axis up to `last` of each, with its normal interval."""
    edges = np.concatenate((np.zeros((*last.shape, 1)), times, last[..., None]), axis=-1)
    areas = np.diff(edges, axis=-1) * _from_one(survival)
    mean, after = areas.sum(axis=-1), areas[..., ::-1].cumsum(axis=-1)[..., ::-1][..., 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = after**2 * events / (at_risk * (at_risk - events))
    half = Z * np.sqrt(np.nansum(np.where(after > 0, terms, 0.0), axis=-1))
    return mean, np.maximum(mean - half, 0.0), mean + half


def survival_at(curve: Curve, times: Array) -> Array:
    """Survival at any times (1 before the first event); the curve is flat after its last."""
    place = np.searchsorted(curve.times, times, side="right")
    return np.concatenate(([1.0], curve.survival))[place]


def aalen_johansen(
    time: Array, cause: npt.NDArray[np.int64], n: Array, of_interest: int = 1
) -> tuple[Array, Array]:
    """Times and the share that had the event of interest by then, other causes competing; cause 0: censored.

    Without other causes it is one minus Kaplan-Meier; with them one minus Kaplan-Meier says too much.
    """
    times, place = np.unique(time, return_inverse=True)
    leaving = np.bincount(place, n, times.size)
    any_event = np.bincount(place, n * (cause > 0), times.size)
    wanted = np.bincount(place, n * (cause == of_interest), times.size)
    at_risk = leaving[::-1].cumsum()[::-1]
    before = np.concatenate(([1.0], np.cumprod(1 - any_event / at_risk)))[:-1]
    return times, np.cumsum(before * wanted / at_risk)


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether groups last equally long: chi-square of so many degrees of freedom, and how often chance alone would
    give as much (None when nothing can be told)."""

    statistic: float
    freedom: int
    chance: float | None


def log_rank(time: Array, observed: npt.NDArray[np.bool_], n: Array, group: npt.NDArray[np.int64]) -> LogRank:
    """The log-rank test (Mantel 1966) of `n` people per row in groups 0, 1, ...; any number of groups.

    At every time with an event, those expected of a group are its share of those at risk; their variance is
    hypergeometric, so people can tie.
    """
    groups = int(group.max(initial=-1)) + 1
    times, place = np.unique(time, return_inverse=True)
    cell, shape = place * groups + group, (times.size, groups)
    leaving = np.bincount(cell, n, times.size * groups).reshape(shape)
    events = np.bincount(cell, n * observed, times.size * groups).reshape(shape)
    at_risk = leaving[::-1].cumsum(axis=0)[::-1]
    every, ended = at_risk.sum(axis=1), events.sum(axis=1)
    share = at_risk / np.maximum(every, ROUNDING)[:, None]
    weight = ended * (every - ended) / np.maximum(every - 1, 1.0)
    spread = np.diag(weight @ share) - (share * weight[:, None]).T @ share
    excess = (events - ended[:, None] * share).sum(axis=0)
    freedom = int(np.linalg.matrix_rank(spread, hermitian=True)) if groups else 0
    if not freedom:
        return LogRank(0.0, 0, None)
    statistic = float(excess @ np.linalg.pinv(spread, hermitian=True) @ excess)
    from scipy.special import chdtrc

    return LogRank(statistic, freedom, float(chdtrc(freedom, statistic)))
