"""The tables and columns that metrics, insight and screens ask a snapshot for."""

D = "channel stage segment persona region team"
TABLES = {
    "fact_answer": (
        f"answer_id at day customer_id {D} touchpoint survey question kind score scale_min scale_max direction "
        "promoter detractor satisfied easy comment topic agent_id language sentiment sentiment_label source"
    ),
    "fact_invitation": (f"invitation_id at day customer_id {D} touchpoint survey answered source"),
    "fact_contact": (
        f"contact_id at day customer_id {D} touchpoint topic agent_id status subject message language "
        "sentiment sentiment_label source is_bot handed_over queued abandoned queue_seconds handle_seconds "
        "reopens first_reply_s first_reply_observed first_reply_business_s first_reply_any_s "
        "first_reply_any_observed resolution_s resolution_observed resolution_business_s resolved mature "
        "resolved_first_time"
    ),
    "fact_mention": (
        f"mention_id at day customer_id {D} touchpoint kind site brand own title body language topic location "
        "app_version rating rating_max sentiment sentiment_label sentiment_model replied reply_s "
        "reply_observed reach source"
    ),
    "fact_session": (
        f"session_id at day customer_id {D} device pages bounced has_error ordered seconds source"
    ),
    "fact_task": (f"session_id task at day customer_id {D} device mature finished seconds clicks source"),
    "fact_cart": (f"session_id at day customer_id {D} device mature ordered source"),
    "fact_purchase": (f"order_id at day customer_id {D} store amount discount items coupon source"),
    "fact_coupon": (f"customer_id coupon campaign at day {D} mature redeemed source"),
    "fact_visit": (f"day {D} store visits orders sales source"),
    "fact_buyer": (f"customer_id at day {D} mature repurchased"),
    "fact_event": (f"at customer_id session_id name channel touchpoint device page task error day {D}"),
    "spell": (f"customer_id rule started_on ended_on monthly_value tenure_days {D}"),
    "customer": (
        "customer_id since segment persona region cohort_month first_order_on last_order_on orders "
        "revenue_365 revenue_total"
    ),
    "survey_answer_day": (
        f"day {D} nps_answers promoters passives detractors csat_answers satisfied ces_answers easy comments "
        "comments_positive comments_negative comments_scored"
    ),
    "invitation_day": (f"day {D} invitations answered"),
    "contact_day": (
        f"day {D} contacts resolved mature_resolved resolved_first_time reopened queued abandoned "
        "answered_in_target handled handle_sum handle_log_sum handle_log_sumsq bot_contacts bot_contained"
    ),
    "mention_day": (
        f"day {D} site language own mentions reviews rated stars_sum stars_sumsq top2 replied scored positive "
        "negative unscored"
    ),
    "session_day": (f"day {D} device sessions bounced with_error ordered"),
    "task_day": (
        f"day {D} task device mature finished timed log_seconds_sum log_seconds_sumsq clicked log_clicks_sum "
        "log_clicks_sumsq"
    ),
    "cart_day": (f"day {D} device carts abandoned"),
    "purchase_day": (f"day {D} orders revenue revenue_sumsq discount"),
    "coupon_day": (f"day {D} issued redeemed"),
    "visit_day": (f"day {D} visits orders sales"),
    "buyer_day": (f"day {D} mature_buyers repurchased"),
    "cost_month": ("month kind channel team amount"),
    "customer_value": (
        "as_of segment persona region customers revenue_365 revenue_365_sumsq clv_sum clv_sumsq p_leave_sum "
        "at_risk_sum at_risk_var method"
    ),
    "target": ("metric valid_from dimension value target"),
    "benchmark": ("metric source year industry typical low high"),
    "source": (
        "source source_class tables files read accepted rejected dropped first_at last_at imported_at"
    ),
    "coverage": ("table_name column_name rows filled"),
    "reject": ("file name line column cause raw_redacted source imported_at"),
    "dropped": ("source reason rows"),
    "quality": ("check passed found says"),
    "meta": ("key value"),
    "vocabulary": ("dimension value position"),
}
