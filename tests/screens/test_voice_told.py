"""A text in the app's own HTML: whatever was written is shown as written, long ones around their first hit."""

from __future__ import annotations

from datetime import datetime

from dashboard.screens.voice_told import BEFORE, LONGEST, excerpt, told

ROW = {
    "at": datetime(2026, 8, 3, 9), "place": "<b>site</b>", "channel": "app", "language": '" onload="x', "title": None,
    "body": "<script>x</script> & late", "sentiment_label": "negative", "sentiment_model": "vader", "nps": -100.0,
    "csat": None, "ces": None, "stars": 2.0, "topics": "Delivery|<i>Odd</i>", "waited_s": 7200.0,
}  # fmt: skip


def test_everything_that_came_from_outside_is_escaped():
    html = told([ROW], [" late"], "<u>")
    assert "&lt;script&gt;x&lt;/script&gt; &amp; <mark>late</mark>" in html
    assert 'lang="&quot; onload=&quot;x"' in html
    for tag in ("<script", "<b>site", "<i>", "<u>", 'onload="'):
        assert tag not in html


def test_what_is_known_of_it_stands_under_it():
    html = told([ROW], [], "texts")
    assert "3 Aug 2026 · &lt;b&gt;site&lt;/b&gt; · App · 2 of 5 stars · Detractor · waiting 2 h" in html
    assert '<b class="bad">Negative (vader)</b> · Delivery, &lt;i&gt;Odd&lt;/i&gt;' in html


def test_a_long_text_is_cut_around_its_first_hit():
    text = "a " * 1000 + "refund " + "b " * 1000
    found = excerpt(text, [" refund"])
    assert found.startswith("…") and found.endswith("…")
    assert found.index("refund") == BEFORE + 1
    assert len(found) == LONGEST + 2
    assert excerpt(text, []).startswith("a a")
    assert excerpt("short", ["x"]) == "short"
