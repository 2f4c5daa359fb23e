"""95 % intervals, vectorised: arrays of counts in, arrays of low and high out, on the metric's own scale.

Where the evidence gives no bound the bound is nan.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from dashboard.metrics.metric import Array, Bounds

Z = NormalDist().inv_cdf(0.975)


def adjusted_wald(promoters: Array, detractors: Array, n: Array) -> Bounds:
    """NPS in points (Rocks 2016, MeasuringU): three answers added, 3/4 promoter and 3/4 detractor."""
    p, d = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = Z * np.sqrt((p + d - (p - d) ** 2) / (n + 3))
    return np.maximum(100 * (p - d - half), -100.0), np.minimum(100 * (p - d + half), 100.0)


def wilson(hits: Array, n: Array) -> Bounds:
    """A share in percent (Wilson 1927)."""
    low, high = _wilson(hits / n, n)
    return 100 * low, 100 * high


def _wilson(share: Array, n: Array) -> Bounds:
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)


def net_share(positive: Array, negative: Array, n: Array) -> Bounds:
    """Share positive minus share negative of the same texts, in percent points.

    Newcombe 1998, method 10: Wilson for each share, joined with their correlation, which for two classes of
    one sample is -sqrt(pq / ((1-p)(1-q))).
    """
    p, q = positive / n, negative / n
    (p_low, p_high), (q_low, q_high) = _wilson(p, n), _wilson(q, n)
    spread = np.sqrt(np.maximum((1 - p) * (1 - q), 1e-300))
    correlation = -np.minimum(np.sqrt(p * q) / spread, 1.0)
    down, up = p - p_low, q_high - q
    low = p - q - np.sqrt(np.maximum(down**2 - 2 * correlation * down * up + up**2, 0.0))
    up, down = p_high - p, q - q_low
    high = p - q + np.sqrt(np.maximum(up**2 - 2 * correlation * up * down + down**2, 0.0))
    return 100 * np.maximum(low, -1.0), 100 * np.minimum(high, 1.0)


def student(total: Array, squares: Array, n: Array) -> Bounds:
    """The mean of n values from their sum and sum of squares; none for a single value."""
    mean, half = _student(total, squares, n)
    return mean - half, mean + half


def _student(total: Array, squares: Array, n: Array) -> tuple[Array, Array]:
    mean = total / n
    return mean, _quantile(n) * np.sqrt(_variance(total, squares, n) / n)


def _quantile(n: Array) -> Array:
    """Of Student's t: how many standard errors hold 95 % about a mean of n."""
    from scipy.special import stdtrit  # a fifth of a second to import: not before the server answers

    half: Array = stdtrit(_freedom(n), 0.975)
    return half


def _freedom(n: Array) -> Array:
    return np.where(n > 1, n - 1, np.nan)


def _variance(total: Array, squares: Array, n: Array) -> Array:
    return np.maximum(squares - total**2 / n, 0.0) / _freedom(n)


def student_on_logs(log_total: Array, log_squares: Array, n: Array) -> Bounds:
    """The geometric mean of n positive values, from the sums of their natural logarithms."""
    mean, half = _student(log_total, log_squares, n)
    return np.exp(mean - half), np.exp(mean + half)


def mean_on_logs(mean: Array, log_total: Array, log_squares: Array, n: Array) -> Bounds:
    """The arithmetic mean of skewed times: modified Cox on the logarithms (Olsson 2005), as a factor about it."""
    variance = _variance(log_total, log_squares, n)
    spread = np.sqrt(variance / n + variance**2 / (2 * _freedom(n)))
    factor = np.exp(_quantile(n) * spread)
    return mean / factor, mean * factor


def day_to_day(total: Array, day_squares: Array, days: Array) -> Bounds:
    """A volume over `days` days, from how much its days differ (days without any count as zero)."""
    half = _quantile(days) * np.sqrt(days * _variance(total, day_squares, days))
    return np.maximum(total - half, 0.0), total + half


def normal(value: Array, variance: Array) -> Bounds:
    """A value with a known variance of its own."""
    half = Z * np.sqrt(np.maximum(variance, 0.0))
    return value - half, value + half


def poisson(count: Array, scale: Array) -> Bounds:
    """A count that came about by chance (Garwood 1936), times `scale`."""
    from scipy.special import gammaincinv

    low = np.where(count > 0, gammaincinv(np.maximum(count, 1e-300), 0.025), 0.0)
    return low * scale, gammaincinv(count + 1, 0.975) * scale
