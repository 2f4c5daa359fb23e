"""Metrics of what customers tell others: reviews, posts, news and complaints."""

from __future__ import annotations

from dashboard.metrics.intervals import net_share, student
from dashboard.metrics.kinds import MEAN, NINETIETH, share_interval, share_value, waiting
from dashboard.metrics.metric import Metric, Need, Variant
from dashboard.metrics.relations import ANSWERS, FACT_CONTACT, FACT_MENTION, MENTIONS


def _own(part: str) -> str:
    return f"coalesce(sum({part}) filter (where own), 0)"


NET_SENTIMENT = Metric(
    key="net_sentiment", label="Net sentiment", source="indirect", relation=MENTIONS, unit="points", better="up",
    says="Positive minus negative mentions of the company, per hundred scored.",
    formula="100 × (positive − negative) ÷ scored texts",
    parts={"positive": _own("positive"), "negative": _own("negative"), "scored": _own("scored"),
           "unscored": _own("unscored")},
    n_part="scored", value=lambda p: 100 * (p.positive - p.negative) / p.n,
    interval=lambda p: net_share(p.positive, p.negative, p.n), interval_name="Newcombe",
    fact="fact_mention", fact_where="own and sentiment_label is not null",
    needs=(Need("mention", "body", "No mentions with text in the data, so there is no sentiment of mentions."),),
    traps="Scored by a model that names itself on every text; languages it cannot read are counted, not scored.",
    variants=(
        Variant("comments", "survey comments", "Positive minus negative survey comments, per hundred scored.", {
            "relation": ANSWERS, "source": "direct",
            "parts": {"positive": "sum(comments_positive)", "negative": "sum(comments_negative)",
                      "scored": "sum(comments_scored)"},
            "fact": "fact_answer", "fact_where": "comment is not null and sentiment_label is not null",
            "needs": (Need("survey_answer", "comment", "No survey comments in the data."),)}),
        Variant("contacts", "contact messages", "Positive minus negative contact messages, per hundred scored.", {
            "relation": FACT_CONTACT, "source": "direct", "where": "sentiment_label is not null",
            "parts": {"positive": "count(*) filter (where sentiment_label = 'positive')",
                      "negative": "count(*) filter (where sentiment_label = 'negative')", "scored": "count(*)"},
            "fact": "fact_contact", "fact_where": "sentiment_label is not null",
            "needs": (Need("contact", "message", "No contact messages in the data."),)}),
    ),
)  # fmt: skip

SHARE_OF_VOICE = Metric(
    key="share_of_voice", label="Share of voice", source="indirect", relation=MENTIONS, unit="percent",
    better="up", says="Mentions of the company, per hundred mentions of it and its competitors.",
    formula="100 × own mentions ÷ all mentions",
    parts={"own_mentions": _own("mentions"), "mentions": "sum(mentions)"}, n_part="mentions",
    value=share_value("own_mentions"), interval=share_interval("own_mentions"), interval_name="Wilson",
    fact="fact_mention",
    needs=(Need("mention", "brand", "These mentions name no competitors, so there is no share of voice."),),
)  # fmt: skip

REVIEW_RATING = Metric(
    key="review_rating", label="Review rating", source="indirect", relation=MENTIONS, unit="stars", better="up",
    says="Mean stars of the company's reviews, on a scale of 5.", formula="sum of stars ÷ rated reviews",
    parts={name: _own(name) for name in ("stars_sum", "stars_sumsq", "top2", "rated")}, n_part="rated",
    value=lambda p: p.stars_sum / p.n, interval=lambda p: student(p.stars_sum, p.stars_sumsq, p.n),
    interval_name="t", fact="fact_mention", fact_where="own and rating is not null",
    needs=(Need("mention", "rating", "No ratings in these reviews."),),
    traps="An edited review repeats in an export: its last version counts.",
    variants=(
        Variant("top_two", "4 and 5 stars", "Reviews with 4 or 5 stars, per hundred.", {
            "unit": "percent", "value": share_value("top2"), "interval": share_interval("top2"),
            "formula": "100 × reviews with 4 or 5 stars ÷ rated reviews", "interval_name": "Wilson"}),
    ),
)  # fmt: skip

REVIEW = "own and kind = 'review'"
REPLIES = Need("mention", "replied_at", "These reviews do not say when they were answered.")

REVIEW_REPLY_RATE = Metric(
    key="review_reply_rate", label="Reviews answered", source="indirect", relation=MENTIONS, unit="percent",
    parts={"replied": _own("replied"), "repliable": _own("repliable")}, n_part="repliable", better="up",
    value=share_value("replied"), interval=share_interval("replied"), interval_name="Wilson",
    says="Reviews of the company that were answered, per hundred.",
    formula="100 × answered ÷ reviews", fact="fact_mention", fact_where=f"{REVIEW} and replied is not null",
    traps="Only reviews from sites whose export tells of answers.",
    needs=(Need("mention", "replied", "These reviews do not say whether they were answered.",
                (("mention", "replied_at"),)),),
)  # fmt: skip

REVIEW_REPLY_TIME = waiting(
    FACT_MENTION, "reply_s", "reply_observed", key="review_reply_time", label="Time to answer a review",
    source="indirect", unit="seconds", better="down", where=REVIEW,
    says="Half of reviews were answered within this time; those without an answer so far included.",
    formula="median of answered − published, by Kaplan-Meier", fact="fact_mention", fact_where=REVIEW,
    needs=(REPLIES,), variants=(NINETIETH, MEAN),
)  # fmt: skip

INDIRECT: tuple[Metric, ...] = (
    NET_SENTIMENT, SHARE_OF_VOICE, REVIEW_RATING, REVIEW_REPLY_RATE, REVIEW_REPLY_TIME,
)  # fmt: skip
