"""The catalogue's numbers asked of agents: the same sums, from the table that knows who answered."""

from __future__ import annotations

from dataclasses import replace

from dashboard.metrics.metric import Metric
from dashboard.metrics.relations import AGENTS, ANSWERS, CONTACTS


def by_agent(metric: Metric) -> Metric:
    """The metric where its parts are kept by agent and topic; waits of contacts that name an agent."""
    if metric.shape == "wait" and metric.where == "true":
        return replace(metric, where="agent_id is not null")
    return replace(metric, relation=AGENTS) if metric.relation in (ANSWERS, CONTACTS) else metric
