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
    coverage = read_coverage(snapshot(customer_value=[{"clv_sum": 10.0, "alive_sum": 1.0, "customers": 1}]))
    assert refusal(find("clv"), coverage) is None
    assert refusal(find("clv", "before_cost"), coverage) is None
    assert "acquisition" in refusal(find("clv", "simple"), coverage)
    assert "margin" in refusal(find("clv", "margin"), coverage)


def test_values_that_count_who_has_left_as_still_to_leave_are_refused():
    coverage = {("customer_value", "clv_sum"): 10, ("customer_value", "p_leave_sum"): 10}
    for metric in (find("revenue_at_risk"), find("clv"), find("clv", "before_cost")):
        assert "Build it again" in str(refusal(metric, coverage))


def test_every_refusal_is_a_sentence():
    for metric in CATALOGUE.values():
        for need in metric.needs:
            assert need.says.endswith("."), metric.key


def test_an_empty_table_is_not_blamed_on_one_of_its_columns() -> None:
    assert refusal(find("first_response_time"), {}) == "No contacts in the data."
    assert "opened-at" in str(refusal(find("first_response_time"), {("contact", "status"): 5}))


def test_without_counted_visits_a_store_has_no_footfall_and_is_told_how_to_bring_it(snapshot):
    sold = [{"day": None, "store": "A", "visits": 0, "orders": 0, "sales": 9.0}]
    coverage = read_coverage(snapshot(fact_visit=sold))
    assert "happened_at, store and quantity" in str(refusal(find("footfall"), coverage))
    assert "happened_at, store and quantity" in str(refusal(find("store_conversion"), coverage))
    counted = read_coverage(snapshot(fact_visit=[*sold, {"day": None, "store": "A", "visits": 3}]))
    assert refusal(find("footfall"), counted) is None
    assert refusal(find("store_conversion"), counted) is None


def test_orders_that_name_no_store_say_nothing_of_what_stores_sell():
    coverage = {("store", "visits"): 5, ("purchase", "order_id"): 5}
    assert refusal(find("footfall"), coverage) is None
    assert "names its store" in str(refusal(find("store_conversion"), coverage))
    assert "names its store" in str(refusal(find("store_sales"), coverage))
