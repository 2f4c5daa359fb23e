from __future__ import annotations

from dashboard.metrics.catalogue import CATALOGUE, find
from dashboard.metrics.coverage import read_coverage, refusal


def test_a_column_without_a_single_value_refuses_the_metrics_that_need_it():
    coverage = {("contact", "opened_at"): 0, ("contact", "resolved_at"): 8469}
    assert refusal(find("resolution_time"), coverage) == (
        "No opened-at in these contacts, so there is no resolution time."
    )


def test_order_lines_do_where_there_are_no_orders():
    assert refusal(find("revenue"), {("order_line", "order_id"): 10}) is None
    assert refusal(find("revenue"), {}) == "No orders in the data."


def test_a_bots_reply_is_enough_only_where_bots_count():
    coverage = {("contact", "opened_at"): 5, ("contact", "first_bot_reply_at"): 5}
    assert refusal(find("first_response_time"), coverage)
    assert refusal(find("first_response_time", "with_bots"), coverage) is None


def test_without_acquisition_costs_only_the_value_before_them_is_told(snapshot):
    coverage = read_coverage(snapshot(customer_value=[{"clv_sum": 10.0, "customers": 1}]))
    assert refusal(find("clv"), coverage) is None
    assert refusal(find("clv", "before_cost"), coverage) is None
    assert "acquisition" in refusal(find("clv", "simple"), coverage)
    assert "margin" in refusal(find("clv", "margin"), coverage)


def test_every_refusal_is_a_sentence():
    for metric in CATALOGUE.values():
        for need in metric.needs:
            assert need.says.endswith("."), metric.key


def test_an_empty_table_is_not_blamed_on_one_of_its_columns() -> None:
    assert refusal(find("first_response_time"), {}) == "No contacts in the data."
    assert "opened-at" in str(refusal(find("first_response_time"), {("contact", "status"): 5}))
