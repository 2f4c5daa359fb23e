"""How the outlook of all customers is spread, worked out when the data is built: ranking millions takes its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from dashboard.company import Company
from dashboard.metrics.written import written


def outlook_spread(query: Callable[[str], pa.Table], company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """The enricher, after `customer_values`: the questions of single filters, answered for everyone."""
    asked = {"outlook_tenth": "at_risk_tenths", "outlook_spread": "value_spread"}
    return {name: query(written(question).replace("{people}", "true")) for name, question in asked.items()}
