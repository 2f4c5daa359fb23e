"""What the page Retention shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from dashboard.metrics.shape import Shape

COHORTS = Shape(
    key="cohort_retention", label="Cohort retention", sources=("inferred",), interval_name="Wilson",
    says="Of the customers who began together, those who were back in each step after.",
    formula="100 × customers back ÷ customers who began",
    traps="A hatched cell is not over yet; it is in no mean. In it or later counts everyone back in that step or any "
    "after, so newer cohorts have had less time. Customers known to be older than the data are left out. Under "
    "contract "
    "is the first contract without a break, on the last day of the step.",
)  # fmt: skip

COHORT_GROUPS = Shape(
    key="cohort_groups", label="Retention by group", sources=("inferred",), interval_name="Wilson",
    says="The weighted mean of the cohorts, one line for each group of customers.",
    formula="100 × customers back ÷ customers who began, over the cohorts whose time is over",
    traps="A group that stands apart is compared with all others; groups and steps looked at are corrected together "
    "(Benjamini-Hochberg). What a group has in common besides its name is not looked at.",
)  # fmt: skip

CHURN_REASONS = Shape(
    key="churn_reasons", label="Reasons given", sources=("inferred",), interval_name="Wilson",
    says="What customers whose contract ended gave as their reason, per hundred who gave one.",
    formula="100 × contracts ended with this reason ÷ contracts ended with a reason",
    traps="A reason is what someone chose from a list on the way out. Who gave none is counted apart.",
)  # fmt: skip

CHURN_DRIVERS = Shape(
    key="churn_drivers", label="What goes before churn", sources=("direct", "indirect", "inferred"),
    interval_name="Wald, from a logistic regression with errors by customer",
    says="How the odds to leave differ with what customers are and what they met in the 90 days before.",
    formula="odds to leave with it ÷ odds to leave without it, everything else in the model the same",
    traps="What goes with leaving need not be why: this watches, it does not test. All candidates are corrected "
    "together (Holm), the change of one may belong to another that nobody recorded.",
)  # fmt: skip

CHURN_SHARES = Shape(
    key="churn_shares", label="What goes before churn, under these filters",
    sources=("direct", "indirect", "inferred"), interval_name="Wilson",
    says="The share that left, of customers with and without each thing, as it is under the filters chosen.",
    formula="100 × customers who left ÷ customers there at the start of the stretch",
    traps="Shares as they are, one thing at a time: groups that differ in this may differ in more. Candidates are "
    "corrected together (Holm).",
)  # fmt: skip

SURVIVAL = Shape(
    key="customer_survival", label="How long customers stay", sources=("inferred",),
    interval_name="Kaplan-Meier, log-log band",
    says="The share of customers still there after each month; those still there count as long as they were watched.",
    formula="product over time of 1 − left ÷ still watched",
    traps="The whole time up to the end of the period counts, whatever its first day. Groups are compared by the "
    "log-rank test, pairs corrected together (Benjamini-Hochberg); it sees little where curves cross. Curves end where "
    "too few are watched. Who left by silence is dated by the last order and the days of silence after it.",
)  # fmt: skip

VALUE_FORMS = Shape(
    key="value_forms", label="Customer lifetime value, three ways", sources=("inferred",),
    interval_name="t on revenue a year; model: t between customers and Monte Carlo over the model",
    says="What a customer is worth on average: by revenue and years, by margin and years, and by a model.",
    formula="revenue a year × years − acquisition cost; margin a year × years; expected revenue to come, discounted",
    traps="The first two take the last year as every year, for as many years as there are customers still there to "
    "each who leaves within a year (at most 20); buyers who buy most leave sooner than that. The model looks only as "
    "far as the company file says. They answer different questions, so they need not agree. What the data cannot "
    "support is refused with its reason.",
)  # fmt: skip

VALUE_SPREAD = Shape(
    key="value_spread", label="How value is spread", sources=("inferred",),
    says="Customers by what they are expected to bring over the coming years, and how much of all each band holds.",
    formula="customers and sum of value with a value in the band ÷ of all", interval_name="",
    traps="Expected values: they differ less than what single customers will turn out to bring.",
)  # fmt: skip

VALUE_CHECK = Shape(
    key="value_check", label="Does the model hold", sources=("inferred",),
    interval_name="t on purchases per customer; Wilson for contracts",
    says="What the model, fitted on the earlier part of the data only, expected of the later part, beside what came.",
    formula="mean of purchases (or share of contracts ended) after the cut, and the model's expectation of it",
    traps="BG/NBD × Gamma-Gamma: customers buy at their own steady pace until they leave, and spend does not go with "
    "frequency; seasons and campaigns are unknown to it. Contracts: those of the same age go on as those before them.",
)  # fmt: skip

CUSTOMERS_AT_RISK = Shape(
    key="customers_at_risk", label="Customers at risk", sources=("inferred",), interval_name="normal, by who leaves",
    says="Customers by how much revenue of the coming year is expected to leave with them, by id and never by name.",
    formula="P(there, leaves within 12 months) × what then leaves (contracts: a year's payments; buyers: purchases of "
    "the year that leaving takes × spend)",
    traps="A forecast, not a cause: it does not say that anything we do would keep them. The chance to leave is that "
    "of being there still and leaving within a year, so who is gone already, seen or unseen, has little of it and "
    "little to lose; who bought once counts as still there. The interval is of who leaves by chance, each taking what "
    "is expected to leave with one who does; how sure the model itself is stands in its check.",
)  # fmt: skip

LOYAL = Shape(
    key="loyal_profile", label="The loyal customer", sources=("direct", "inferred"),
    interval_name="Newcombe for shares, Welch's t for means",
    says="Who loyal customers are and what they did in a year, beside everyone else of whom the same is known.",
    formula="loyal − everyone else, trait by trait; loyal: top quarter by orders in 365 days (without orders: by the "
    "length of a running contract), and a high score in the latest answer (promoter, else satisfied, else easy)",
    traps="A difference, not a cause. Traits looked at are corrected together (Benjamini-Hochberg). Who buys more has "
    "more occasions to call, to use a discount and to meet a fault. Where the data has scores, only customers with one "
    "are compared; how content they are is partly what makes them loyal here.",
)  # fmt: skip

RETENTION: tuple[Shape, ...] = (
    LOYAL,
    CUSTOMERS_AT_RISK,
    VALUE_FORMS,
    VALUE_SPREAD,
    VALUE_CHECK,
    SURVIVAL,
    COHORTS,
    COHORT_GROUPS,
    CHURN_REASONS,
    CHURN_DRIVERS,
    CHURN_SHARES,
)
