"""What the page Journey shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from dashboard.metrics.shape import Shape

FUNNEL = Shape(
    key="funnel", label="Funnel",
    says="How many of the customers (or visits) that entered came to each step within the window after their "
    "entry.",
    formula="entered: touched the first step in the period. Reached step k: came to it within the window of the "
    "entry. In order: each step after the one before it, anything may lie between, and touches of one moment "
    "count as in order. Straight on: nothing of the journey lies between but more of the same step or an "
    "optional one. Any order: entered by whichever step came first; level k is the k-th different step. "
    "Optional steps stop nobody. % of first = reached ÷ entered; % of the step before = reached ÷ reached the"
    " required step before",
    interval_name="Wilson, per step and per pair; differences by Newcombe",
    sources=("direct", "indirect", "inferred"),
    traps="Entrants younger than the window are shown apart and are in no share. The first entry in the period "
    "counts, unless the best is asked for. Channel, device and region are those of the entry. One touch is "
    "one step (in any order it counts for each it belongs to); "
    "only what is tied to a known customer, or to a visit, can be followed. Differences that are "
    "marked hold after a correction for how many were looked at (Benjamini-Hochberg, 5 %).",
)  # fmt: skip

TIME_TO_CONVERT = Shape(
    key="time_to_convert", label="Time to convert",
    says="The share that came to the next step by each time after the step before it.",
    formula="1 − Kaplan-Meier of the time from one required step to the next; who has not come counts as long as they"
    " could have: to the end of the window after their entry, or to the end of the data",
    interval_name="Kaplan-Meier, log-log band",
    sources=("direct", "indirect", "inferred"),
    traps="Young entrants take part for as long as they have been seen. The median is of all who set out, not only "
    "of those who arrived: where fewer than half arrive it is not reached.",
)  # fmt: skip

TOUCHPOINT_MAP = Shape(
    key="touchpoint_map", label="Touchpoint map",
    says="How often people were at each touchpoint, and how it went there, from what they told the company, what "
    "they told "
    "others and what they did.",
    formula="feeling = 100 × (went well − went badly) ÷ judged, for each kind of evidence; a source class is the "
    "mean of its "
    "kinds, together is the mean of the classes. Told us: NPS promoters and detractors, satisfied and not, easy and "
    "not (the "
    "middle of a scale is neither), messages by their sentiment. Told others: 4 and 5 stars of 5 and 1 and 2, else the "
    "sentiment of the text. Did: tasks finished without an error and not finished, carts ordered and left, calls "
    "answered "
    "and given up in the queue, visits without and with an error where errors are reported",
    interval_name="Newcombe for each kind, put together as independent",
    sources=("direct", "indirect", "inferred"),
    traps="Kinds of evidence differ in how kind they are, so compare a touchpoint with its own past rather than with "
    "another. "
    "The change is worked out from the kinds that both periods judge often enough, and marked after a correction for "
    "how many "
    "touchpoints were looked at (Benjamini-Hochberg, 5 %). Grey: no kind reaches the minimum n. Visits count once "
    "for each "
    "touchpoint; page views outside the journey are left out.",
)  # fmt: skip

PATHS = Shape(
    key="paths", label="Paths",
    says="Where journeys went after a touchpoint, or came from before it, three touchpoints far.",
    formula="journeys by their next touchpoints; share = journeys ÷ journeys whose next touchpoint (or end) is known",
    interval_name="Wilson",
    sources=("direct", "indirect", "inferred"),
    traps="A journey is one web or app visit, or what a known customer did without a pause of more than 14 days. It "
    "counts once "
    "for a touchpoint, from its first touch of it; the same touchpoint several times in a row is one. An answer "
    "stands for "
    "the touchpoint that it is about, at the time it was given. Journeys that may still go on are shown apart.",
)  # fmt: skip

PAIN_POINTS = Shape(
    key="pain_points", label="Pain points",
    says="What went wrong, by how many customers met it and how much less content those were.",
    formula="customers who met it in the period × damage ÷ 100. Damage = score of the customers who answered within "
    "30 days "
    "after they met it (for a place: whose answer is about it) − score of all others who answered in the period; each "
    "customer's latest answer counts",
    interval_name="adjusted Wald (NPS) or Wilson, their difference by MOVER",
    sources=("direct", "indirect", "inferred"),
    traps="A difference between groups, not an effect: who meets a pain can differ from others in more than that. "
    "Proven: "
    "lower by more than chance would give, after a correction for all the pains that were looked at "
    "(Benjamini-Hochberg, "
    "5 %). Only known customers can be followed from a pain to an answer. Pains overlap: they do not add up.",
)  # fmt: skip

JOURNEY: tuple[Shape, ...] = (FUNNEL, TIME_TO_CONVERT, TOUCHPOINT_MAP, PATHS, PAIN_POINTS)
