"""What the page Teams shows that is not one number: the words of its tables and curves."""

from __future__ import annotations

from dashboard.metrics.shape import Shape

LEADERBOARD = Shape(
    "leaderboard", "Leaderboard of teams and agents",
    "Each group's own number, pulled toward the middle as far as its n leaves room for chance, and the ranks it can "
    "hold. Groups whose ranks overlap cannot be told apart.",
    "shares: beta-binomial; waits: normal on the logarithm of the Kaplan-Meier median; ranks from every pair of groups "
    "that stands out among all pairs (Benjamini-Hochberg, 5 %)",
    ("direct",),
    interval_name="from the empirical-Bayes estimate, the uncertainty of the spread between groups included",
    traps="Not adjusted for who does which work: choose a channel, or open an agent, to compare like with like. "
    "Groups under the minimum n hold no rank; volume ranks nobody.",
)  # fmt: skip

WAITING = Shape(
    "waiting_curve", "Still waiting after a time",
    "The share of contacts still waiting after each time, those that wait to this day included.",
    "Kaplan-Meier; contacts without an end count as waiting at least until their source was last seen. The "
    "curve and its median: had nobody given up; resolved and given up as competing ends: Aalen-Johansen",
    ("direct",), interval_name="Greenwood, log-log band",
    traps="A curve that stops early is of a team whose contacts are all answered, or all young.",
)  # fmt: skip

BACKLOG = Shape(
    "backlog", "Backlog",
    "Contacts open at the end of each day: opened by then, not yet resolved or given up.",
    "opened − resolved − given up, added up from the first day of the data", ("direct",),
    traps="Only contacts whose source says when they are resolved. Contacts nobody ever closed stay in.",
)  # fmt: skip

LOAD = Shape(
    "load", "Load by hour and weekday",
    "Contacts opened in an hour of a weekday, on average over the period, in the company's time zone.",
    "contacts ÷ such weekdays in the period; of queued contacts: abandoned, or answered in time ÷ queued", ("direct",),
    interval_name="Wilson, for shares", traps="Sources that give days without times count at midnight.",
)  # fmt: skip

BOT = Shape(
    "bot_outcomes", "What became of bot contacts",
    "Of contacts with the bot: kept by the bot or handed over, and of those kept, whose customer came back.",
    "handed over ÷ bot contacts; came back ÷ kept and old enough to tell", ("direct",), interval_name="Wilson",
    traps="A customer who gave up counts as kept. Coming back is another contact on the same topic within 7 days, or "
    "as the company file says. The month it turned is where the two sides differ most, corrected for all months tried.",
)  # fmt: skip

AGENT_TOPICS = Shape(
    "agent_topics", "Agents by topic",
    "How far each agent's number on a topic is from the middle of all agents on that topic.",
    "empirical Bayes within each topic; marked when it stands out among all cells (Benjamini-Hochberg, 5 %)",
    ("direct",), interval_name="from the empirical-Bayes estimate",
    traps="Topics differ in difficulty: compare down a column, not along a row.",
)  # fmt: skip

COACHING = Shape(
    "coaching", "What sets an agent apart",
    "The agent's number by topic and channel beside that of the best of the team: those none is surely better than.",
    "agent − best, within the same topic and channel; marked when it stands out among all (Benjamini-Hochberg)",
    ("direct",), interval_name="MOVER (Newcombe; Zou & Donner) from the two intervals",
    traps="A conversation opener, not a verdict: customers are not shared out by lot.",
)  # fmt: skip

GOALS = Shape(
    "goals", "Goals",
    "The company's targets, or a team's own where it has one, beside what the team reached.",
    "reached: the value is at or past the goal; sure when its whole interval is", ("direct",),
    interval_name="of the number itself", traps="The target in force on the last day of the period.",
)  # fmt: skip

BADGES = Shape(
    "badges", "Badges", "Earned by a rule that is written on the badge, never by volume and never by chance.",
    "see each rule; every interval is corrected by shrinkage, every group needs the minimum n", ("direct",),
    traps="A group without a badge may only have too few contacts to show it.",
)  # fmt: skip

TEAMS: tuple[Shape, ...] = (
    LEADERBOARD, WAITING, BACKLOG, LOAD, BOT, AGENT_TOPICS, COACHING, GOALS, BADGES,
)  # fmt: skip
