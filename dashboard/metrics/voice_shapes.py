"""What the page Voice shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from dashboard.metrics.metric import Source
from dashboard.metrics.shape import Shape

EVERY: tuple[Source, ...] = ("direct", "indirect")

FEELINGS = Shape(
    key="text_sentiment", label="Sentiment of texts",
    says="Positive minus negative texts, per hundred that were scored: survey comments, contacts' messages, reviews "
    "and posts about the company.",
    formula="100 × (positive − negative) ÷ scored texts; positive from 0.05, negative from −0.05, else neutral",
    interval_name="Newcombe", sources=EVERY,
    traps="Scored at import by a model that names itself on every text: English by VADER, Chinese by SnowNLP. Texts in "
    "other languages count as unscored unless their file brings a score. A model misreads irony, and short texts most.",
)  # fmt: skip

SCORED = Shape(
    key="texts_scored", label="Texts with and without a score",
    says="How many texts of each language have a score for their feeling, and which model gave it.",
    formula="texts with a score ÷ texts", sources=EVERY,
    traps="What has no score is in no number about feelings: those numbers speak for the scored languages only.",
)  # fmt: skip

TOPICS = Shape(
    key="text_topics", label="Topics of texts",
    says="What people write about: texts in which a topic's words are found, per hundred texts. A text can have "
    "several.",
    formula="100 × texts with the topic ÷ texts", interval_name="Wilson", sources=EVERY,
    traps="Topics are found by the words of the topics file (topics.toml), or by the topic that the source states. "
    "What is said in other words is missed; edit the file to change that.",
)  # fmt: skip

TOPIC_EFFECT = Shape(
    key="topic_effect", label="Difference by topic",
    says="How far the score beside a text differs when the text has the topic from when it has not.",
    formula="mean score with the topic − mean score without it, within each survey or site, joined by n1·n0 ÷ (n1 + "
    "n0)",
    interval_name="Welch", sources=EVERY,
    traps="It is a difference between those who wrote about the topic and those who wrote about something else, "
    "not what the topic does to the score. Only people who wrote are in it. 'Stands out' is corrected for the number "
    "of "
    "topics looked at (Benjamini-Hochberg).",
)  # fmt: skip

RISES = Shape(
    key="topic_rises", label="Sudden rises",
    says="Weeks in which a topic on a channel, or a competitor in a kind of media, is written about more than its own "
    "history explains.",
    formula="P(count or more) under a negative binomial with the mean of the 26 calm weeks before and the upper 90 % "
    "bound of their spread, against "
    "0.05 ÷ weeks looked at", sources=EVERY,
    traps="By chance alone at most one look in twenty shows any alarm at all. Seasons are not modelled: a December "
    "rise "
    "can be December. At least 8 weeks of history and 10 texts a week are needed.",
)  # fmt: skip

WAITING = Shape(
    key="angry_unanswered", label="Angry and unanswered",
    says="Texts that are angry and have no answer so far.",
    formula="2 stars of 5 or fewer; where there are no stars, sentiment −0.5 or less; no answer recorded",
    sources=EVERY,
    traps="Only sources that tell of answers can be in it. A contact counts as answered once a person replied, or it "
    "was resolved.",
)  # fmt: skip

REVIEWS = Shape(
    key="reviews_compared", label="Reviews by site, location and version",
    says="Mean stars, share answered and time to an answer of the company's reviews.",
    formula="sum of stars ÷ rated reviews; 100 × answered ÷ reviews; Kaplan-Meier median of answered − published",
    interval_name="t, Wilson, log-log band", sources=("indirect",),
    traps="Who reviews is not who buys. A lowest or highest group is named only when it differs from all others "
    "together "
    "more than chance would give, corrected for the number of groups.",
)  # fmt: skip

BRANDS = Shape(
    key="voice_of_brands", label="Share of voice by brand",
    says="Mentions of each brand, per hundred mentions of the company and its competitors.",
    formula="100 × mentions of the brand ÷ all mentions", interval_name="Wilson", sources=("indirect",),
    traps="Reviews and posts are often collected for the company alone: compare within the kinds of media that name "
    "competitors, as the chart does at first. Mentions come in bursts, so the interval is a lower limit.",
)  # fmt: skip

TEXTS = Shape(
    key="texts", label="What people wrote",
    says="The texts themselves: survey comments, contacts' messages, reviews and posts, personal data taken out.",
    formula="every word of the search is the beginning of a word of the text; words in quotes stand in a row; Chinese, "
    "Japanese and Thai are found anywhere", sources=EVERY,
    traps="Capitals and accents do not matter. Texts are shown as they came, with addresses and numbers taken out.",
)  # fmt: skip

VOICE: tuple[Shape, ...] = (
    FEELINGS, SCORED, TOPICS, TOPIC_EFFECT, RISES, WAITING, REVIEWS, BRANDS, TEXTS,
)  # fmt: skip
