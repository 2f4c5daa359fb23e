"""The tables and columns that metrics, insight and screens ask a snapshot for."""

from dashboard.cubes import VISITORS

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
        "first_reply_any_observed first_reply_read_s resolution_s resolution_read_s resolution_observed "
        "resolution_business_s gave_up resolved mature resolved_first_time"
    ),
    "fact_mention": (
        f"mention_id at day customer_id {D} touchpoint kind site brand own title body language topic location "
        "app_version rating rating_max sentiment sentiment_label sentiment_model replied reply_s "
        "reply_observed reach source"
    ),
    "fact_session": (
        f"session_id at day customer_id {D} device pages bounced has_error ordered seconds source"
    ),
    "fact_task": (
        f"session_id task at day customer_id {D} device mature finished seconds clicks has_error source"
    ),
    "fact_cart": (f"session_id at day customer_id {D} device mature ordered source"),
    "fact_purchase": (f"order_id at day customer_id {D} store amount discount items coupon source"),
    "fact_coupon": (f"customer_id coupon campaign at day {D} mature redeemed waited_s waited_seen source"),
    "fact_search": (f"at day customer_id session_id {D} device term results found_nothing source"),
    "search_day": (f"day {D} device searches found_nothing"),
    "term_day": ("day term segment persona previous_day searches found_nothing"),
    "fact_visit": (f"day {D} store visits orders sales source"),
    "fact_buyer": (f"customer_id at day {D} mature repurchased"),
    "fact_event": (f"at customer_id session_id name channel touchpoint device page task error day {D}"),
    "spell": (
        f"customer_id rule started_on ended_on monthly_value tenure_days churned {D} contract plan reason turn"
    ),
    "cohort_entry": ("entry customer_id day known_before segment persona region"),
    "cohort": ("entry event grain way cohort period segment persona region customers revenue"),
    "churn_case": (
        "rule starts ends customer_id has_left segment persona region contract plan worth tenure one_order quiet "
        "contact unresolved late_reply bad_answer bad_mention failed_task discounted"
    ),
    "churn_factor": ("rule factor level segment persona region cases leavers"),
    "churn_driver": (
        "rule factor level odds low high chance corrected signal cases leavers others others_left note method "
        "stretches starts ends"
    ),
    "loyal_customer": (
        "customer_id segment persona region orders_365 tenure_days contract plan score_is_high in_tier has_orders "
        "has_scores "
        "compared loyal"
    ),
    "loyal_factor": ("loyal segment persona region kind name n total squares"),
    "customer": (
        "customer_id since segment persona region cohort_month first_order_on last_order_on orders "
        "revenue_365 revenue_total"
    ),
    "survey_answer_day": (
        f"day {D} touchpoint nps_answers promoters passives detractors csat_answers satisfied ces_answers easy "
        "comments comments_positive comments_negative comments_scored"
    ),
    "invitation_day": (f"day {D} invitations answered"),
    "contact_day": (
        f"day {D} contacts resolved mature_resolved resolved_first_time reopened ever_resolved queued abandoned "
        "answered_in_target handled handle_sum handle_log_sum handle_log_sumsq bot_contacts bot_contained "
        "bot_contained_mature bot_came_back"
    ),
    "mention_day": (
        f"day {D} site language own mentions reviews rated stars_sum stars_sumsq top2 replied scored positive "
        "negative unscored"
    ),
    "session_day": (f"day {D} device sessions bounced with_error ordered"),
    "task_day": (
        f"day {D} task device mature finished erred timed log_seconds_sum log_seconds_sumsq clicked log_clicks_sum "
        "log_clicks_sumsq"
    ),
    "cart_day": (f"day {D} device carts abandoned"),
    "purchase_day": (f"day {D} orders revenue revenue_sumsq discount"),
    "coupon_day": (f"day {D} issued redeemed"),
    "visit_day": (f"day {D} visits orders sales"),
    "agent": ("agent_id team is_bot"),
    "agent_day": (
        f"day agent_id topic {D} nps_answers promoters detractors csat_answers satisfied ces_answers easy contacts "
        "resolved mature_resolved resolved_first_time ever_resolved reopened"
    ),
    "load_hour": (f"day hour {D} contacts queued abandoned answered_in_target"),
    "backlog_day": (f"day {D} opened closed asked answered"),
    "buyer_day": (f"day {D} mature_buyers repurchased"),
    "funnel_touch": ("unit who id at day step stage channel device segment persona region source_class"),
    "touchpoint_day": (f"day {D} step source_class kind touches judged good bad"),
    "touch_path": (
        "unit id at day step channel stage segment persona region before_1 before_2 before_3 after_1 after_2 after_3 "
        "still_open"
    ),
    "path_way_day": ("unit step forward day channel step_1 step_2 step_3 still_open journeys"),
    "path_step_day": ("day unit stage step channel segment persona region journeys"),
    "path_step_day_place": ("day unit stage step channel journeys"),
    "pain": (f"at day customer_id {D} kind what step row_id previous_day previous_here"),
    "pain_day": ("day kind what channel step stage segment persona previous_day previous_here times"),
    "answer_turn": ("day measure next_day step channel segment persona n good bad"),
    "answer_pain": (
        "day measure next_day kind what channel segment persona n good bad any_n any_good any_bad"
    ),
    "touch_reach": ("day step channel stage segment persona previous_day touches"),
    "touch_step": ("unit stage step source_class touches until"),
    "first_reply_day": ("day team first_reply_read_s first_reply_observed n"),
    "resolution_day": ("day team resolution_read_s resolution_observed n"),
    "spell_kind": ("rule segment persona region contract plan dated spells"),
    "spell_day": (
        "rule day segment persona region begun ended begun_value ended_value begun_squares ended_squares"
    ),
    "spell_length": ("rule segment persona days has_left spells first_spells"),
    "reason_day": ("ended_on reason segment persona region customers monthly_value"),
    "cost_month": ("month kind channel team amount"),
    "customer_value": (
        "as_of segment persona region customers revenue_365 revenue_365_sumsq clv_sum clv_sumsq alive_sum "
        "p_leave_sum at_risk_sum at_risk_var method"
    ),
    "recovery_episode": (
        f"occasion_id customer_id at day {D} failed sign judged recovered recovered_at bought_again nps_after "
        f"csat_after "
        "ces_after orders_before spend_before last_order_days tenure_days contacts_before score_before lot draw"
    ),
    "recovery_rule": ("within_days bought_days answered_days history_days bad_share first_recovered_on"),
    "fact_text": (
        f"text_id row_id at day customer_id {D} touchpoint source_class medium place location app_version own "
        "language stated_topic title body sentiment sentiment_label sentiment_model source nps csat ces stars "
        "waiting waited_s reach folded"
    ),
    "text_topic": ("text_id at day topic"),
    "text_day": (f"day {D} source_class place language touchpoint texts scored positive negative"),
    "topic_day": (
        f"day {D} source_class place topic texts scored positive negative nps_n nps_sum nps_sumsq "
        "csat_n csat_sum csat_sumsq ces_n ces_sum ces_sumsq stars_n stars_sum stars_sumsq"
    ),
    "brand_day": (f"day {D} kind own brand mentions"),
    "topic": ("topic label place words"),
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
} | {name: " ".join(("day", *told, "previous_day visitors buyers")) for name, told in VISITORS.items()}
