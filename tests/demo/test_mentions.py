"""What is planted in reviews and in the press."""

from __future__ import annotations

import pandas as pd

from tests.demo.raw import Made, between, sheet


def test_app_reviews_fall_while_the_app_is_broken(larger: Made) -> None:
    frame = sheet(larger[0], "app_store_reviews.csv")
    frame = frame[frame.Rating.isin(list("12345"))].assign(
        at=lambda f: pd.to_datetime(f.Date), stars=lambda f: f.Rating.astype(int)
    )
    broken, before = between(frame, "2026-08-17", "2026-09-28"), between(frame, "2026-05-05", "2026-08-17")
    assert broken.stars.mean() < before.stars.mean() - 0.5
    assert len(broken) / 42 > len(before) / 104 * 1.5


def test_a_competitor_is_talked_about_most_in_july(larger: Made) -> None:
    frame = sheet(larger[0], "mentions_elsewhere.csv")
    frame["month"] = frame.published_at.str[:7]
    share = (frame.brand == "Plumvane").groupby(frame.month).mean()
    assert share["2026-07"] > 0.45
    assert share["2026-06"] < 0.3
    assert share["2026-08"] < 0.3
