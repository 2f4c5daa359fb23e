"""What the page Scorecard shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.metrics.lots import MOST, WHOLE
from dashboard.metrics.shape import Shape
from dashboard.promises import Letter, Sign

PROMISES = Shape(
    key="promises", label="Vision and targets",
    says="What the company promised, where each number stands against it, and how the months before stood.",
    formula="kept or behind where the 95 % interval leaves the target out, on the good or on the bad side of it; where "
    "the interval holds the target, the two cannot be told apart",
    interval_name="as each number has it", sources=("direct", "indirect", "inferred"),
    traps="Targets are for the whole company and come from the company file or a file of targets; under a filter a "
    "part of the company is set against all of its promise. Each month is set against its own target, in force then. "
    "Numbers that grow with the period have their target for a month, made to fit the period.",
)  # fmt: skip

COURTED = Shape(
    key="courted", label="COURTED",
    says="Clean, orderly, understanding, respectful, time-saving, easy, dependable: each read from one to three "
    "measures that the company declared, each measure by itself.",
    formula="z = (last whole month − mean of the months before) ÷ their standard deviation; 12 to 24 months before",
    interval_name="Student's t for a new month, with the number of months", sources=("direct", "indirect", "inferred"),
    traps="There is no score of all seven: that would need weights, and there is no honest one. A z says how unusual a "
    "month is for this measure, not how good it is. Seasons are in the months before. 'Unusual' is corrected for how "
    "many measures are looked at (Benjamini-Hochberg).",
)  # fmt: skip

_WEIGHTED = (
    "the recovered as they are; the others weighted to be like them in orders, spend, contacts, time as a customer, "
    "days since the last order, earlier scores, segment, region and the day it began (odds of a logistic regression)"
)
_OBSERVED = (
    "Observed, not an experiment: nobody drew by lot who was recovered, so what was not measured can differ as well. "
    "Outcomes count only after the days in which a failure can be made good, alike for everyone. Each customer counts "
    "once, with the first failure of these days. Those ever recovered and all others are looked at apart: of more than "
    f"{WHOLE:,} occasions of either, customers with at least about {MOST:,} are drawn by lot; intervals are of those "
    "drawn. Grey ticks: before weighting. It joins what customers said and what they "
    "did, so a choice of source classes does not change it."
)
_ROBUST = "robust, holding that the weights were estimated (M-estimation)"

RECOVERY_BOUGHT = Shape(
    key="recovery_bought", label="Recovery and buying again",
    says="How many customers bought again: those whose failure was made good, those whose was not, those who had none.",
    formula=f"customers with an order in the days after ÷ customers; {_WEIGHTED}", interval_name=_ROBUST,
    sources=("direct", "inferred"), traps=_OBSERVED,
)  # fmt: skip

RECOVERY_FELT = Shape(
    key="recovery_felt", label="Recovery and satisfaction",
    says="How customers scored afterwards: those whose failure was made good, those whose was not, those who had none.",
    formula=f"the mean over customers of the answers each gave in the days after; {_WEIGHTED}", interval_name=_ROBUST,
    sources=("direct", "inferred"),
    traps=f"{_OBSERVED} Only who answered afterwards can be counted.",
)  # fmt: skip

RECOVERY_BALANCE = Shape(
    key="recovery_balance", label="How alike the groups are",
    says="The difference between the recovered and each other group in what was known, before and after weighting.",
    formula="(mean of the recovered − mean of the others) ÷ the standard deviation before weighting",
    sources=("direct", "inferred"),
    traps="Under 0.1 counts as alike (Austin 2009). Being alike in these says nothing of what was not measured.",
)  # fmt: skip

SCORECARD: tuple[Shape, ...] = (PROMISES, COURTED, RECOVERY_BOUGHT, RECOVERY_FELT, RECOVERY_BALANCE)

LETTERS_SAY: Mapping[Letter, tuple[str, str]] = {
    "clean": ("Clean", "Places and pages are clean and cared for."),
    "orderly": ("Orderly", "Things go in their turn, and queues move."),
    "understanding": ("Understanding", "People listen and grasp what is meant."),
    "respectful": ("Respectful", "People are treated, and answered, with respect."),
    "time_saving": ("Time-saving", "Nobody waits longer than needed."),
    "easy": ("Easy", "It takes little effort to get it done."),
    "dependable": ("Dependable", "What was promised happens, the first time."),
}
SIGNS_SAY: Mapping[Sign, str] = {
    "bad_answer": "a score in the lowest {share} of its scale",
    "asked_again": "a contact asked again about the same topic within {within} days",
    "reopened": "a contact opened again",
    "left_open": "a contact still open after {within} days",
    "negative_message": "a message with negative feeling",
    "topic": "a contact about {topics}",
    "failed_task": "a task begun on web or app and not finished",
}
