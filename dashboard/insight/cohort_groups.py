"""Which group's cohorts stand apart, and where: every group against all others, at every step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from dashboard.insight.change import stand_out
from dashboard.insight.cohorts import Cohorts, difference_z
from dashboard.metrics.metric import Array


@dataclass(frozen=True, slots=True)
class Apart:
    """The group that stands apart most, and the column where. `lost`: the shares are of those who were there a step
    before and are not any more; else of those who are back. In percent."""

    group: str
    step: int
    lost: bool
    share: float
    others: float


def most_apart(groups: Mapping[str, Cohorts], lasting: bool) -> Apart | None:
    """The group and step with the surest difference from all others; None when none is more than chance.

    `lasting`: who is gone stays gone (a contract, or on-or-after), so the loss of each step is compared; else
    the share that is back. All groups and steps are corrected together (Benjamini-Hochberg).
    """
    names = list(groups)
    if len(names) < 2:
        return None
    width = max(len(found.first) for found in groups.values())
    hits, n = (np.zeros((len(names), width)) for _ in range(2))
    for row, found in enumerate(groups.values()):
        counted = _lost(found) if lasting else _back(found)
        for into, part in zip((hits, n), counted, strict=True):
            into[row, : part.size] = part
    rest, rest_n = hits.sum(axis=0) - hits, n.sum(axis=0) - n
    z = difference_z(hits, n, rest, rest_n)
    z[:, 0] = np.nan
    told = stand_out([None if np.isnan(x) else float(2 * ndtr(-abs(x))) for x in z.ravel()])
    worse = np.nan_to_num(z) * (
        1 if lasting else -1
    )  # of two groups both are as far apart: the worse is told
    sure = np.where(np.array(told).reshape(z.shape), np.abs(worse) + 1e-9 * np.sign(worse), 0.0)
    row, at = divmod(int(sure.argmax()), width)
    if not sure[row, at]:
        return None
    share, others = 100 * hits[row, at] / n[row, at], 100 * rest[row, at] / rest_n[row, at]
    return Apart(names[row], int(at), lasting, float(share), float(others))


def _back(found: Cohorts) -> tuple[Array, Array]:
    mean = found.mean()
    return mean.back, mean.n


def _lost(found: Cohorts) -> tuple[Array, Array]:
    """Who was there a step before, of the cohorts that have lived through the step, and how many are gone."""
    here = (found.mature * found.back).sum(axis=0)
    before = np.zeros(here.size)
    before[1:] = (found.mature[:, 1:] * found.back[:, :-1]).sum(axis=0)
    return np.where(before > 0, before - here, 0.0), before
