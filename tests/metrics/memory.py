"""A snapshot in memory, of the shape a build makes: facts filled by the test, cubes added up from them here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

import duckdb
import pyarrow as pa

from dashboard.cubes import PEOPLE, PLACE, VISITORS

D = "channel varchar, stage varchar, segment varchar, persona varchar, region varchar, team varchar"
DAY = f'"at" timestamp, day date, customer_id varchar, {D}'
FACTS = {
    "fact_answer": f"answer_id varchar, {DAY}, kind varchar, promoter bool, detractor bool, satisfied bool, easy bool,"
    " comment varchar, sentiment_label varchar, touchpoint varchar, survey varchar, topic varchar, agent_id varchar",
    "fact_invitation": f"{DAY}, answered bool",
    "fact_contact": f"contact_id varchar, {DAY}, sentiment_label varchar, is_bot bool, handed_over bool, queued bool,"
    " abandoned bool, queue_seconds double, handle_seconds double, reopens bigint, first_reply_s double,"
    " first_reply_observed bool, first_reply_business_s double, first_reply_any_s double,"
    " first_reply_any_observed bool, resolution_s double, resolution_observed bool, resolution_business_s double,"
    " resolved bool, mature bool, resolved_first_time bool, topic varchar, agent_id varchar,"
    " first_reply_read_s double generated always as (first_reply_s), resolution_read_s double generated always as"
    " (resolution_s)",
    "fact_mention": f"{DAY}, kind varchar, site varchar, language varchar, own bool, stars double, rating double,"
    " sentiment_label varchar, replied bool, reply_s double, reply_observed bool",
    "fact_session": f"{DAY}, device varchar, bounced bool, has_error bool, ordered bool",
    "fact_task": f"{DAY}, task varchar, device varchar, mature bool, finished bool, seconds double, clicks double,"
    " has_error bool",
    "fact_cart": f"{DAY}, device varchar, mature bool, ordered bool",
    "fact_purchase": f"{DAY}, store varchar, amount double",
    "fact_search": f"{DAY}, device varchar, term varchar, found_nothing bool",
    "fact_coupon": f"{DAY}, mature bool, redeemed bool",
    "fact_visit": f"day date, {D}, store varchar, visits bigint, orders bigint, sales double",
    "fact_buyer": f"{DAY}, mature bool, repurchased bool",
    "spell": f"customer_id varchar, rule varchar, started_on date, ended_on date, monthly_value double, {D}",
    "customer": "customer_id varchar, segment varchar, persona varchar, region varchar, revenue_365 double",
    "customer_value": "as_of date, next_as_of date, segment varchar, persona varchar, region varchar,"
    " customers bigint, revenue_365 double, revenue_365_sumsq double, margin_365 double, acquisition_cost double,"
    " clv_sum double, clv_sumsq double, clv_model_sd double, alive_sum double, p_leave_sum double, at_risk_sum double,"
    " at_risk_var double, method varchar",
    "cost_month": "month date, kind varchar, channel varchar, team varchar, amount double",
    "coverage": "table_name varchar, column_name varchar, rows bigint, filled bigint",
    "meta": "key varchar, value varchar",
}
G = "day, channel, stage, segment, persona, region, team"
CUBES = {
    "survey_answer_day": ("fact_answer", f"{G}, touchpoint", {
        "nps_answers": "count(promoter)", "promoters": "count(*) filter (where promoter)",
        "detractors": "count(*) filter (where detractor)", "csat_answers": "count(satisfied)",
        "satisfied": "count(*) filter (where satisfied)", "ces_answers": "count(easy)",
        "easy": "count(*) filter (where easy)",
        "comments_positive": "count(*) filter (where sentiment_label = 'positive')",
        "comments_negative": "count(*) filter (where sentiment_label = 'negative')",
        "comments_scored": "count(sentiment_label)"}),
    "invitation_day": ("fact_invitation", G, {
        "invitations": "count(*)", "answered": "count(*) filter (where answered)"}),
    "contact_day": ("fact_contact", G, {
        "contacts": "count(*)", "resolved": "count(*) filter (where resolved)",
        "mature_resolved": "count(*) filter (where mature)",
        "resolved_first_time": "count(*) filter (where resolved_first_time)",
        "reopened": "count(*) filter (where reopens > 0)",
        "ever_resolved": "count(*) filter (where resolved or reopens > 0)", "queued": "count(*) filter (where queued)",
        "abandoned": "count(*) filter (where queued and abandoned)",
        "answered_in_target": "count(*) filter (where queued and not abandoned and queue_seconds <= 20)",
        "handled": "count(*) filter (where handle_seconds > 0)", "handle_sum": "coalesce(sum(handle_seconds), 0)",
        "handle_log_sum": "coalesce(sum(ln(handle_seconds)), 0)",
        "handle_log_sumsq": "coalesce(sum(ln(handle_seconds) ** 2), 0)",
        "bot_contacts": "count(*) filter (where is_bot)",
        "bot_contained": "count(*) filter (where is_bot and not handed_over)"}),
    "mention_day": ("fact_mention", f"{G}, site, language, own", {
        "mentions": "count(*)", "reviews": "count(*) filter (where kind = 'review')",
        "repliable": "count(*) filter (where kind = 'review' and replied is not null)",
        "replied": "count(*) filter (where kind = 'review' and replied)", "rated": "count(stars)",
        "stars_sum": "coalesce(sum(stars), 0)", "stars_sumsq": "coalesce(sum(stars ** 2), 0)",
        "top2": "count(*) filter (where stars >= 4)", "scored": "count(sentiment_label)",
        "positive": "count(*) filter (where sentiment_label = 'positive')",
        "negative": "count(*) filter (where sentiment_label = 'negative')",
        "unscored": "count(*) filter (where sentiment_label is null)"}),
    "session_day": ("fact_session", f"{G}, device", {
        "sessions": "count(*)", "bounced": "count(*) filter (where bounced)",
        "with_error": "count(*) filter (where has_error)", "ordered": "count(*) filter (where ordered)"}),
    "task_day": ("(select * from fact_task where mature)", f"{G}, task, device", {
        "mature": "count(*)", "finished": "count(*) filter (where finished)",
        "erred": "count(*) filter (where has_error)",
        "timed": "count(*) filter (where finished and seconds > 0)",
        "log_seconds_sum": "coalesce(sum(ln(seconds)) filter (where finished), 0)",
        "log_seconds_sumsq": "coalesce(sum(ln(seconds) ** 2) filter (where finished), 0)",
        "clicked": "count(*) filter (where finished and clicks > 0)",
        "log_clicks_sum": "coalesce(sum(ln(clicks)) filter (where finished), 0)",
        "log_clicks_sumsq": "coalesce(sum(ln(clicks) ** 2) filter (where finished), 0)"}),
    "cart_day": ("(select * from fact_cart where mature)", f"{G}, device", {
        "carts": "count(*)", "abandoned": "count(*) filter (where not ordered)"}),
    "purchase_day": ("fact_purchase", G, {"orders": "count(*)", "revenue": "sum(amount)"}),
    "coupon_day": ("(select * from fact_coupon where mature)", G, {
        "issued": "count(*)", "redeemed": "count(*) filter (where redeemed)"}),
    "search_day": ("(select * from fact_search where found_nothing is not null)", f"{G}, device", {
        "searches": "count(*)", "found_nothing": "count(*) filter (where found_nothing)"}),
    "visit_day": ("fact_visit", G, {"visits": "sum(visits)", "orders": "sum(orders)", "sales": "sum(sales)"}),
    "buyer_day": ("(select * from fact_buyer where mature)", G, {
        "mature_buyers": "count(*)", "repurchased": "count(*) filter (where repurchased)"}),
}  # fmt: skip

Row = Mapping[str, object]


class Memory:
    """A snapshot in memory that counts its queries."""

    name = "memory"

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.con = duckdb.connect(config={"threads": 1})
        self.asked: list[str] = []
        for name, columns in FACTS.items():
            self.con.execute(f"create table {name} ({columns})")
        for name, rows in tables.items():
            self._fill(name, rows)
        for name, (source, keys, parts) in CUBES.items():
            listed = ", ".join(f"{sql} as {part}" for part, sql in parts.items())
            self.con.execute(f"create table {name} as select {keys}, {listed} from {source} group by {keys}")
            self._smaller(name, keys.split(", ")[7:], parts)
        for name, told in VISITORS.items():
            self._visitors(name, "".join(f"{column}, " for column in told))
        self._spells()
        for kind, team in product(("first_reply", "resolution"), ("", "team, ")):
            self._waits(f"{kind}_day{'' if team else '_whole'}", f"day, {team}{kind}_read_s, {kind}_observed")

    def _smaller(self, name: str, more: Sequence[str], parts: Mapping[str, str]) -> None:
        """The cubes made of a cube, as a build has them."""
        sums = ", ".join(f"sum({part}) as {part}" for part in parts)
        ends = {"place": (*PLACE, *more), "people": PEOPLE}
        for end, kept in ends.items():
            keys = ", ".join(("day", *kept))
            self.con.execute(
                f"create table {name}_{end} as select {keys}, {sums} from {name} group by {keys}"
            )

    def _visitors(self, name: str, by: str) -> None:
        """Known visitors, and apart those who ordered, by the day on which they were there before."""
        listed = [("visitors", "true"), ("buyers", "ordered")]
        made = " union all ".join(
            f"select day, {by} lag(day) over (partition by {by} customer_id order by day) as previous_day, "
            + ", ".join(f"{int(each == part)} as {each}" for each, _ in listed)
            + f" from (select distinct day, {by} customer_id from fact_session "
            f"where customer_id is not null and {where})"
            for part, where in listed
        )
        self.con.execute(f"create table {name} as {made}")

    def _spells(self) -> None:
        """Times as a customer that began and that ended on each day, and their monthly values."""
        sides = {"begun": "started_on", "ended": "ended_on"}
        sums = ", ".join(
            f"coalesce(sum({value}) filter (where side = '{side}'), 0) as {side}{part}"
            for side in sides
            for part, value in (("", "1"), ("_value", "monthly_value"), ("_squares", "monthly_value ** 2"))
        )
        turns = " union all ".join(
            f"select *, '{side}' as side, {day} as day from spell where started_on is not null and {day} is not null"
            for side, day in sides.items()
        )
        self.con.execute(
            f"create table spell_day as select rule, day, segment, persona, region, {sums} from ({turns}) group by all"
        )

    def _waits(self, name: str, keys: str) -> None:
        self.con.execute(
            f"create table {name} as select {keys}, count(*) as n from fact_contact group by {keys}"
        )

    def _fill(self, name: str, rows: Sequence[Row]) -> None:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if columns:
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
            values = [row.get(column) for row in rows for column in columns]
            self.con.execute(f"insert into {name} ({listed}) values {marks}", values)

    def query(self, sql: str, params: Mapping[str, object] | None = None, *, many: bool = False) -> pa.Table:
        self.asked.append(sql)
        return self.con.sql(sql, params=dict(params or {})).to_arrow_table()


EVERYTHING = [
    *(("survey_answer", column) for column in ("score", "comment")), ("survey_invitation", "invited_at"),
    *(("contact", column) for column in (
        "contact_id", "customer_id", "opened_at", "first_reply_at", "resolved_at", "abandoned", "queue_seconds",
        "handle_seconds", "reopens", "is_bot", "message")),
    *(("mention", column) for column in ("body", "brand", "rating", "replied", "replied_at")),
    *(("event", column) for column in (
        "session_id", "task", "error", "clicks", "coupon", "search_term", "results")),
    *(("purchase", column) for column in ("order_id", "ordered_at", "customer_id", "store")),
    ("subscription", "started_on"), ("subscription", "monthly_amount"),
]  # fmt: skip
COVERED = (
    {place: 1 for place in EVERYTHING}
    | {("customer_value", column): 1 for column in ("clv_sum", "alive_sum", "acquisition_cost", "margin_365")}
    | {("store", "visits"): 1}
)


def make(**tables: Sequence[Row]) -> Memory:
    """A snapshot from rows, make(fact_answer=[{...}]), in which every column counts as filled."""
    told = [
        {"table_name": table, "column_name": column, "rows": 1, "filled": 1} for table, column in EVERYTHING
    ]
    return Memory({"coverage": told, "meta": [{"key": "churn_rule", "value": "contract"}], **tables})
