"""The page Digital: do the website, the app and the shop work for people?"""

from __future__ import annotations

import streamlit as st

from dashboard.screens import digital_choice, head
from dashboard.screens.digital_coupons import coupons, issued
from dashboard.screens.digital_search import search
from dashboard.screens.digital_stores import sold, stores
from dashboard.screens.digital_tasks import tasks
from dashboard.screens.digital_telling import apart
from dashboard.screens.digital_visits import visits
from dashboard.screens.head import NONE_LEFT
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.sections import Section, sections, why_it_moved
from dashboard.screens.telling import told
from dashboard.screens.visit import Visit

TILES = (
    "task_success", "error_rate", "time_on_task", "bounce_rate", "conversion_rate", "cart_abandonment",
    "search_no_result", "coupon_redemption", "footfall", "store_conversion",
)  # fmt: skip


def render(visit: Visit) -> None:
    """The page, from the sentence to why a number moved."""
    digital_choice.follow()
    place = head.place()
    found = page_lines(TILES, visit)
    show(found, visit)
    if not found:
        head.sentence(NONE_LEFT, place)
        return
    campaigns, shops = issued(visit), sold(visit)
    parts = [
        Section("tasks", "Tasks", (lambda: tasks(visit),)),
        Section("visits", "Visits, carts and search", (lambda: _visits(visit),)),
        Section(
            "shops", "Coupons and stores", (lambda: coupons(campaigns, visit), lambda: stores(shops, visit))
        ),
        why_it_moved(lambda: explain(found, visit, digital_choice.choice().carried())),
    ]
    sections(visit.page, parts)
    head.sentence(told(found, visit), place, said=apart(shops, campaigns, visit))


def _visits(visit: Visit) -> None:
    left, right = st.columns([3, 2], gap="medium")
    with left:
        visits(visit)
    with right:
        search(visit)
