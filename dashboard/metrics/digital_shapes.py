"""What the page Digital shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from dashboard.metrics.shape import Shape

CONSISTENCY = Shape(
    key="device_consistency", label="Consistency across devices",
    says="How far apart people fare on the device where a task goes best and the one where it goes worst.",
    formula="highest − lowest of the devices (times and clicks: slowest ÷ fastest), task by task",
    interval_name="Newcombe for shares, Welch's t on logarithms for times, at the level that holds for every pair",
    sources=("inferred",),
    traps="'More than chance' is a chi-square test (times and clicks: Welch's test on logarithms) of all devices at "
    "once, corrected for the number of tasks (Benjamini-Hochberg). Tasks differ in difficulty, so devices are compared "
    "within a task. The people on each device may differ too: it is a difference, not a cause.",
)  # fmt: skip

VISITS_COMPARED = Shape(
    key="visits_compared", label="Visits against the benchmark",
    says="Bounce, errors, conversion and carts on each device or channel, beside what others reach.",
    formula="each as defined for its number; conversion per session and per customer",
    interval_name="Wilson", sources=("inferred",),
    traps="A benchmark is a number from elsewhere: its source is printed, and it may count in another way.",
)  # fmt: skip

NO_RESULT_TERMS = Shape(
    key="no_result_terms", label="Search terms without a result",
    says="What people looked for and did not find, by how often.",
    formula="searches with no result, and 100 × of all searches for the term", interval_name="Wilson",
    sources=("inferred",),
    traps="Terms that too few people looked for are not shown: what someone types can tell who they are.",
)  # fmt: skip

COUPON_WAY = Shape(
    key="coupon_way", label="Coupons from issue to redemption",
    says="Coupons issued in the period, those old enough to judge, and of these the ones redeemed in time.",
    formula="issued → issued long enough ago → redeemed in time; share = redeemed ÷ old enough",
    interval_name="Wilson", sources=("inferred",),
    traps="A campaign stands out when it differs from all others together more than chance would give, corrected for "
    "the number of campaigns. Coupons that are too young are shown apart and counted in no share.",
)  # fmt: skip

COUPON_DAYS = Shape(
    key="coupon_days", label="Days to redemption",
    says="The share of coupons redeemed by each day after they were issued; those still open count as long as they "
    "have been watched.",
    formula="1 − Kaplan-Meier", interval_name="Kaplan-Meier, log-log band", sources=("inferred",),
)  # fmt: skip

DIGITAL: tuple[Shape, ...] = (CONSISTENCY, VISITS_COMPARED, NO_RESULT_TERMS, COUPON_WAY, COUPON_DAYS)
