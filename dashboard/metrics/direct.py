"""Metrics of what customers tell us: surveys and contacts."""

from __future__ import annotations

import numpy as np

from dashboard.cubes import EXACT_CONTACTS
from dashboard.metrics.intervals import adjusted_wald, mean_on_logs, poisson, student_on_logs
from dashboard.metrics.kinds import (
    MEAN,
    NINETIETH,
    share,
    volume,
    waiting,
)
from dashboard.metrics.metric import Metric, Need, Variant
from dashboard.metrics.relations import (
    ANSWERS,
    CONTACTS,
    CONTACTS_AND_ORDERS,
    FACT_CONTACT,
    FIRST_REPLIES,
    INVITATIONS,
    LATEST_ANSWER,
    RESOLUTIONS,
)

SCORES = Need("survey_answer", "score", "No survey scores in the data, so there is no score to show.")
IN_STEPS = (
    f"Of more than {EXACT_CONTACTS:,} contacts the times are read in steps of 2 %, so they are right to 1 %."
)
PER_PERSON = {"relation": LATEST_ANSWER, "shape": "rows"}

NPS = Metric(
    key="nps", label="Net Promoter Score", source="direct", relation=ANSWERS, unit="points", better="up",
    says="Promoters (9-10) minus detractors (0-6), per hundred answers.",
    formula="100 × (promoters − detractors) ÷ answers",
    parts={"promoters": "sum(promoters)", "detractors": "sum(detractors)", "nps_answers": "sum(nps_answers)"},
    n_part="nps_answers",
    value=lambda p: 100 * (p.promoters - p.detractors) / p.n,
    interval=lambda p: adjusted_wald(p.promoters, p.detractors, p.n),
    interval_name="adjusted Wald (Rocks 2016)",
    fact="fact_answer", fact_where="kind = 'nps'",
    needs=(SCORES,),
    traps="Detractors are 0 to 6: a 6 has a class. The interval is not centred on the value.",
    variants=(
        Variant("per_person", "per person, latest answer", "Each person counts once, with the latest answer.", {
            **PER_PERSON, "where": "kind = 'nps'",
            "parts": {
                "promoters": "count(*) filter (where promoter)", "detractors": "count(*) filter (where detractor)",
                "nps_answers": "count(*)",
            },
        }),
    ),
)  # fmt: skip

CSAT = share(
    ANSWERS, "satisfied", "csat_answers", key="csat", label="Customer satisfaction", source="direct", better="up",
    says="Satisfied answers, per hundred: 4-5 of 5, 3 of 3, 5-7 of 7, or Good of Good and Bad.",
    formula="100 × satisfied ÷ answers", fact="fact_answer", fact_where="kind = 'csat'", needs=(SCORES,),
    traps="The scale and its direction belong to the answer; a 0 often means not applicable.",
    variants=(
        Variant("per_person", "per person, latest answer", "Each person counts once, with the latest answer.", {
            **PER_PERSON, "where": "kind = 'csat'",
            "parts": {"satisfied": "count(*) filter (where satisfied)", "csat_answers": "count(*)"},
        }),
    ),
)  # fmt: skip

CES = share(
    ANSWERS, "easy", "ces_answers", key="ces", label="Customer effort: easy", source="direct", better="up",
    says="Answers that call it easy, per hundred: 4-5 of 5 or 5-7 of 7.",
    formula="100 × easy ÷ answers", fact="fact_answer", fact_where="kind = 'ces'", needs=(SCORES,),
    traps="Some effort scales run the other way (1 = low effort): the answer carries its direction.",
    variants=(
        Variant("per_person", "per person, latest answer", "Each person counts once, with the latest answer.", {
            **PER_PERSON, "where": "kind = 'ces'",
            "parts": {"easy": "count(*) filter (where easy)", "ces_answers": "count(*)"},
        }),
    ),
)  # fmt: skip

RESPONSE_RATE = share(
    INVITATIONS, "answered", "invitations", key="response_rate", label="Survey response rate", source="direct",
    better="up", says="Invitations that were answered, per hundred sent.", formula="100 × answered ÷ invitations",
    fact="fact_invitation",
    needs=(Need("survey_invitation", "invited_at", "No survey invitations, so there is no response rate."),),
)  # fmt: skip

OPENED = "No opened-at in these contacts, so there is no {}."
REPLIED = Need(
    "contact", "first_reply_at", "No first reply in these contacts, so there is no first response time."
)

FIRST_RESPONSE_TIME = waiting(
    FIRST_REPLIES, "first_reply_read_s", "first_reply_observed", key="first_response_time", label="First response time",
    source="direct", unit="seconds", better="down",
    says="Half of contacts had a first reply by a person within this time; those still waiting included.",
    formula="median of first public reply by a person − opened, by Kaplan-Meier", fact="fact_contact",
    needs=(Need("contact", "opened_at", OPENED.format("first response time")), REPLIED),
    traps="An average over answered contacts only flatters a team with a backlog. Bot replies do not count. "
    + IN_STEPS,
    variants=(
        Variant("business", "business hours", "Counted in opening hours only; those still waiting included.", {
            "relation": FACT_CONTACT, "wait": ("first_reply_business_s", "first_reply_observed")}),
        Variant("with_bots", "bot replies included", "A reply by a bot counts as the first reply too.", {
            "relation": FACT_CONTACT, "wait": ("first_reply_any_s", "first_reply_any_observed"),
            "needs": (Need("contact", "opened_at", OPENED.format("first response time")), Need(
                REPLIED.table, REPLIED.column, REPLIED.says, (("contact", "first_bot_reply_at"),)))}),
        NINETIETH, MEAN,
    ),
)  # fmt: skip

RESOLUTION_TIME = waiting(
    RESOLUTIONS, "resolution_read_s", "resolution_observed", key="resolution_time", label="Resolution time",
    source="direct", unit="seconds", better="down",
    says="Half of contacts were resolved within this time; those still open included.",
    formula="median of resolved − opened, by Kaplan-Meier", fact="fact_contact",
    needs=(
        Need("contact", "opened_at", OPENED.format("resolution time")),
        Need("contact", "resolved_at", "No resolved-at in these contacts, so there is no resolution time."),
    ),
    traps=f"Contacts still open are longer than they look: they count as open so far, not as absent. {IN_STEPS}",
    variants=(
        Variant("business", "business hours", "Counted in opening hours only; those still open included.", {
            "relation": FACT_CONTACT, "wait": ("resolution_business_s", "resolution_observed")}),
        NINETIETH, MEAN,
    ),
)  # fmt: skip

FIRST_CONTACT_RESOLUTION = share(
    CONTACTS, "resolved_first_time", "mature_resolved", key="first_contact_resolution",
    label="First contact resolution", source="direct", better="up",
    says="Resolved contacts not followed by another on the same topic within 7 days, per hundred.",
    formula="100 × resolved without a further contact ÷ resolved", fact="fact_contact",
    fact_where="resolved and mature",
    needs=(
        Need("contact", "resolved_at", "No resolved-at in these contacts, so there is no first contact resolution."),
        Need("contact", "customer_id", "These contacts name no customer, so a second contact cannot be told."),
    ),
    traps="Contacts younger than the window are left out until they are old enough. The company file sets it.",
)  # fmt: skip

ABANDONMENT = share(
    CONTACTS, "abandoned", "queued", key="abandonment_rate", label="Calls and chats abandoned", source="direct",
    better="down", says="Customers who hung up while queued, per hundred queued.",
    formula="100 × abandoned ÷ queued", fact="fact_contact", fact_where="queued",
    needs=(Need("contact", "abandoned", "These contacts do not say who hung up, so there is no abandonment."),),
    traps="Test and phantom calls are left out.",
)  # fmt: skip

SERVICE_LEVEL = share(
    CONTACTS, "answered_in_target", "queued", key="service_level", label="Service level", source="direct",
    better="up", says="Queued customers answered within 20 seconds (or as the company file says), per hundred.",
    formula="100 × answered in time ÷ queued", fact="fact_contact", fact_where="queued",
    needs=(Need("contact", "queue_seconds", "No queue time in these contacts, so there is no service level."),),
)  # fmt: skip

HANDLED = {name: f"sum({name})" for name in ("handle_sum", "handle_log_sum", "handle_log_sumsq", "handled")}
HANDLE_TIME = Metric(
    key="handle_time", label="Handle time", source="direct", relation=CONTACTS, unit="seconds", better="down",
    says="Mean time an agent spends on a contact.", formula="sum of handle times ÷ contacts handled",
    parts=HANDLED, n_part="handled", value=lambda p: p.handle_sum / p.n,
    interval=lambda p: mean_on_logs(p.handle_sum / p.n, p.handle_log_sum, p.handle_log_sumsq, p.n),
    interval_name="t on logarithms (Olsson 2005)", fact="fact_contact", fact_where="handle_seconds > 0",
    needs=(Need("contact", "handle_seconds", "No handle time in these contacts."),),
    variants=(
        Variant("typical", "typical (geometric mean)", "A typical handle time: the geometric mean.", {
            "value": lambda p: np.exp(p.handle_log_sum / p.n), "adds": "no", "interval_name": "t on logarithms",
            "interval": lambda p: student_on_logs(p.handle_log_sum, p.handle_log_sumsq, p.n)}),
    ),
)  # fmt: skip

REOPEN_RATE = share(
    CONTACTS, "reopened", "ever_resolved", key="reopen_rate", label="Reopened contacts", source="direct",
    better="down", says="Contacts opened again after they were resolved, per hundred ever resolved.",
    formula="100 × reopened ÷ ever resolved", fact="fact_contact", fact_where="(resolved or reopens > 0)",
    fact_order='coalesce(reopens, 0) > 0 desc, "at" desc nulls last',
    traps="A contact open again was resolved once: it counts.",
    needs=(Need("contact", "reopens", "These contacts do not count reopenings."),),
)  # fmt: skip

BOT_CONTAINMENT = share(
    CONTACTS, "bot_contained", "bot_contacts", key="bot_containment", label="Bot containment", source="direct",
    better="up", says="Contacts a bot handled without passing them to a person, per hundred bot contacts.",
    formula="100 × not handed over ÷ bot contacts", fact="fact_contact", fact_where="is_bot",
    needs=(Need("contact", "is_bot", "These contacts do not say which were handled by a bot."),),
    traps="A customer who gave up counts as contained: read it beside satisfaction.",
)  # fmt: skip

VOLUME = volume(
    CONTACTS, "contacts", "contacts", key="contacts", label="Contacts", source="direct", unit="count",
    better="down", says="Tickets, calls, chats, emails and messages opened.", formula="count of contacts",
    fact="fact_contact",
)  # fmt: skip

CONTACT_RATE = Metric(
    key="contact_rate", label="Contacts per 100 orders", source="direct", relation=CONTACTS_AND_ORDERS,
    unit="ratio", better="down", says="Contacts opened for every hundred orders of the same period.",
    formula="100 × contacts ÷ orders", parts={"contacts": "sum(contacts)", "orders": "sum(orders)"},
    n_part="orders", value=lambda p: 100 * p.contacts / p.n,
    interval=lambda p: poisson(p.contacts, 100 / p.n),
    interval_name="Poisson (Garwood)", fact="fact_contact",
    needs=(
        Need("contact", "contact_id", "No contacts in the data."),
        Need("purchase", "order_id", "No orders to set contacts against.", (("order_line", "order_id"),)),
    ),
)  # fmt: skip

DIRECT: tuple[Metric, ...] = (
    NPS, CSAT, CES, RESPONSE_RATE, FIRST_RESPONSE_TIME, RESOLUTION_TIME, FIRST_CONTACT_RESOLUTION, ABANDONMENT,
    SERVICE_LEVEL, HANDLE_TIME, REOPEN_RATE, BOT_CONTAINMENT, VOLUME, CONTACT_RATE,
)  # fmt: skip
