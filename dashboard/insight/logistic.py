"""A logistic regression that says when it has no answer."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.metrics.metric import Array

ROUNDS, FURTHEST = 60, 15.0
"""An estimate beyond this is a model that separates leavers from stayers, not an odds ratio."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimates (log odds) and their covariance. `dropped`: columns that follow from those before; their estimate
    is zero and means nothing."""

    estimate: Array
    covariance: Array
    dropped: npt.NDArray[np.bool_]

    def contrast(self, weights: Array) -> tuple[float, float]:
        """A weighted sum of estimates and its standard error."""
        return float(weights @ self.estimate), float(np.sqrt(weights @ self.covariance @ weights))


def fit(columns: Array, event: npt.NDArray[np.bool_], who: npt.NDArray[np.int64]) -> Fit | None:
    """The maximum of the likelihood of `event` (one a row) over `columns`, with errors clustered by `who`.

    None: it has no maximum, or none was found.
    """
    from statsmodels.discrete.discrete_model import Logit

    kept = _independent(columns)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = Logit(event.astype(np.float64), columns[:, kept]).fit(
                disp=0, maxiter=ROUNDS, cov_type="cluster", cov_kwds={"groups": who}
            )
        except np.linalg.LinAlgError:
            return None
    if not found.mle_retvals["converged"] or not np.abs(found.params).max() < FURTHEST:
        return None
    estimate, covariance = np.zeros(kept.size), np.zeros((kept.size, kept.size))
    estimate[kept] = found.params
    covariance[np.ix_(kept, kept)] = found.cov_params()
    return Fit(estimate, covariance, ~kept)


def _independent(columns: Array) -> npt.NDArray[np.bool_]:
    """Which columns bring something of their own, from the left (Gram-Schmidt on their products)."""
    products = columns.T @ columns
    scale = np.sqrt(np.maximum(np.diag(products), 1e-300))
    products = products / np.outer(scale, scale)
    kept: list[int] = []
    for at in range(products.shape[0]):
        inner = products[np.ix_(kept, kept)]
        rest = 1.0 - products[at, kept] @ np.linalg.solve(inner, products[kept, at]) if kept else 1.0
        if rest > 1e-8:
            kept.append(at)
    return np.isin(np.arange(products.shape[0]), kept)
