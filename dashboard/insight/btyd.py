"""Buy till you die: BG/NBD for how often, Gamma-Gamma for how much (Fader, Hardie & Lee 2005; Fader & Hardie 2013).

`x`: repeat purchases; `last`: time of the last one, `age`: time watched, both since the first purchase and in
one unit (weeks). All functions take arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaincinv, gammaln, roots_jacobi

from dashboard.metrics.metric import Array

POINTS, FLATTEST = 24, 1e-4
WIDE, EVEN_POINTS = 100.0, 128
SEED, MOST_FITTED = 20_250_103, 5_000
LEAST = 30
"""Buyers (or repeat buyers) below which no model is fitted."""


class NotEnough(ValueError):
    """Too few customers, or a likelihood without a maximum; the message says which."""


@lru_cache(maxsize=512)
def _leaving(a: float, b: float) -> tuple[Array, Array]:
    """Points and weights of the chance to leave after a purchase, Beta(a, b).

    By Gauss-Jacobi; where its weights would overflow the distribution is narrow, and equally likely points do.
    """
    if max(a, b) > WIDE:
        share = (np.arange(EVEN_POINTS) + 0.5) / EVEN_POINTS
        return np.maximum(betaincinv(a, b, share), 1e-12), np.full(EVEN_POINTS, 1 / EVEN_POINTS)
    points, weight = roots_jacobi(POINTS, b - 1, a - 1)
    return (points + 1) / 2, weight / weight.sum()


@dataclass(frozen=True, slots=True)
class Frequency:
    """BG/NBD: purchase rates are Gamma(r, alpha), dropout after each purchase Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float
    spread: Array
    """Covariance of the logarithms of the four, from the curvature of the likelihood."""

    def alive(self, x: Array, last: Array, age: Array) -> Array:
        """P(still a customer). Without a repeat purchase the model has seen no chance to leave: 1."""
        odds = np.exp((self.r + x) * np.log((self.alpha + age) / (self.alpha + last)))
        return np.where(x > 0, 1 / (1 + self.a / np.maximum(self.b + x - 1, 1e-9) * odds), 1.0)

    def expected_if_alive(self, x: Array, age: Array, ahead: float) -> Array:
        """Purchases expected in the next `ahead` from a customer who is one now: the mean of P(left by then) / p."""
        return self._over_leaving(x, age, ahead, lambda p, weight: weight / p)

    def leaving_if_alive(self, x: Array, age: Array, ahead: float) -> Array:
        """P(left within `ahead`) of a customer who is one now."""
        return self._over_leaving(x, age, ahead, lambda _, weight: weight)

    def lost_if_alive(self, x: Array, age: Array, ahead: float) -> Array:
        """Purchases of the next `ahead` that leaving takes from a customer who is one now: those of one who
        stays, at the mean rate (r + x) / (alpha + age), less those expected. Never below 0."""
        stayed = (self.r + x) / (self.alpha + age) * ahead
        return np.maximum(stayed - self.expected_if_alive(x, age, ahead), 0.0)

    def _over_leaving(
        self, x: Array, age: Array, ahead: float, weigh: Callable[[Array, Array], Array]
    ) -> Array:
        """The mean of P(left within `ahead`) over p, the chance to leave after a purchase, weighed by `weigh`.

        For a customer who is one now p is Beta(a, b + x) and the rate Gamma(r + x, alpha + age); one who buys at
        that rate leaves at rate x p, so P(left) = 1 - (1 + ahead p / (alpha + age)) ** -(r + x). By Gauss-Jacobi,
        which has no trouble where the closed form (Fader, Hardie & Lee 2005, equation 10) has, at a = 1 and for
        many purchases.
        """
        pairs, place = np.unique(x + 1j * age, return_inverse=True)
        mean = np.empty(pairs.size)
        for bought in np.unique(pairs.real):
            rows = pairs.real == bought
            p, weight = _leaving(self.a, self.b + bought)
            ratio = ahead / (self.alpha + pairs.imag[rows])
            mean[rows] = -np.expm1(-(self.r + bought) * np.log1p(np.outer(ratio, p))) @ weigh(p, weight)
        return mean[place.ravel()]

    def expected(self, x: Array, last: Array, age: Array, ahead: float) -> Array:
        """Purchases expected in the next `ahead`."""
        return self.alive(x, last, age) * self.expected_if_alive(x, age, ahead)


@dataclass(frozen=True, slots=True)
class Spend:
    """Gamma-Gamma: amounts are Gamma(p, v) per customer, v is Gamma(q, gamma)."""

    p: float
    q: float
    gamma: float

    def expected(self, x: Array, mean: Array) -> Array:
        """The mean amount expected of a customer, shrunk toward everyone's by how few purchases it rests on."""
        return self.p * (self.gamma + x * mean) / (self.p * x + self.q - 1)


def fit_frequency(x: Array, last: Array, age: Array) -> Frequency:
    """The BG/NBD of greatest likelihood, from 5,000 of the buyers when there are more. Raises NotEnough."""
    chosen = np.random.default_rng(SEED).permutation(x.size)[:MOST_FITTED]
    x, last, age = x[chosen], last[chosen], age[chosen]
    if x.size < LEAST or not (x > 0).any():
        raise NotEnough(f"fewer than {LEAST} buyers, or none who came back")
    rows, n = np.unique(np.column_stack((x, last, age)), axis=0, return_counts=True)
    columns = (rows[:, 0], rows[:, 1], rows[:, 2], n.astype(float))
    start = np.log([0.5, max(float(age.mean()) / 4, 0.1), 1.0, 3.0])
    logs, spread = _fit(lambda theta: _frequency_cost(theta, *columns), start)
    return frequency_of(logs, spread / x.size)


def frequency_of(logs: Array, spread: Array) -> Frequency:
    """The model from the logarithms of its parameters."""
    r, alpha, a, b = (float(number) for number in np.exp(logs))
    return Frequency(r, alpha, a, b, spread)


def _frequency_cost(theta: Array, x: Array, last: Array, age: Array, n: Array) -> float:
    r, alpha, a, b = np.exp(theta)
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    start += gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    stayed = -(r + x) * np.log(alpha + age)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.log(a) - np.log(b + x - 1) - (r + x) * np.log(alpha + last)
    return -float(n @ (start + np.logaddexp(stayed, np.where(x > 0, left, -np.inf)))) / float(n.sum())


def fit_spend(x: Array, mean: Array) -> Spend:
    """The Gamma-Gamma of greatest likelihood, from customers with repeat purchases of a positive mean amount."""
    kept = (x > 0) & (mean > 0)
    if kept.sum() < LEAST:
        raise NotEnough(f"fewer than {LEAST} repeat buyers with an amount")
    x, mean = x[kept], mean[kept]
    scale = float(mean.mean())
    logs, _ = _fit(lambda theta: _spend_cost(theta, x, mean / scale), np.log([2.0, 3.0, 1.0]))
    p, q, gamma = np.exp(logs)
    return Spend(float(p), float(q), float(gamma * scale))


def _spend_cost(theta: Array, x: Array, mean: Array) -> float:
    p, q, gamma = np.exp(theta)
    each = gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(gamma) + (p * x - 1) * np.log(mean)
    return -float((each + p * x * np.log(x) - (p * x + q) * np.log(x * mean + gamma)).mean())


def _fit(cost: Callable[[Array], float], start: Array) -> tuple[Array, Array]:
    """The logarithms that cost least, to six figures so that a build gives the same numbers twice."""
    bounds = [(-12.0, 12.0)] * start.size
    options = {"ftol": 1e-13, "gtol": 1e-8, "maxiter": 500}
    found = minimize(cost, start, method="L-BFGS-B", bounds=bounds, options=options)
    if not np.isfinite(found.fun) or np.abs(found.x).max() >= 12.0:
        raise NotEnough("the purchases do not pin the model down")
    settled = np.log([float(f"{number:.6g}") for number in np.exp(found.x)])
    return settled, _curvature(cost, settled)


def _curvature(cost: Callable[[Array], float], at: Array, step: float = 1e-3) -> Array:
    """The inverse of the curvature of the mean cost, by central differences: covariance of one customer.

    A direction in which the likelihood is flat, or bends up by rounding, counts as almost flat.
    """
    k = at.size
    steps = np.eye(k) * step
    hessian = np.empty((k, k))
    for i in range(k):
        for j in range(k):
            corners = [cost(at + s * steps[i] + t * steps[j]) * s * t for s in (1, -1) for t in (1, -1)]
            hessian[i, j] = sum(corners) / (4 * step**2)
    size, direction = np.linalg.eigh((hessian + hessian.T) / 2)
    return np.asarray((direction / np.maximum(size, FLATTEST)) @ direction.T)
