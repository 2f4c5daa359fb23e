-- the record of a made-up company, one insert per table; {first} and {last}: the rows of this part; size(n): one in n events

insert into customer (customer_id, email_token, since, segment, persona, region, country, language, birth_year, gender,
  acquisition_channel, acquisition_cost, _source)
select
  concat('C', i), concat('e_', i), date '2019-06-01' + cast(2700 * sqrt(u(i, 1)) as integer),
  pick(u(i, 2), ['Regular', 'Regular', 'Occasional', 'Plus']),
  pick(u(i, 3), ['Family planner', 'Deal hunter', 'Home maker', 'Style seeker', 'Gift giver']),
  pick(u(i, 4), ['Capital', 'Capital', 'Coast', 'Coast', 'Plains', 'Lakes', 'Highlands']),
  pick(u(i, 5), ['GB', 'GB', 'GB', 'DE', 'LT', 'CN']), pick(u(i, 5), ['en', 'en', 'en', 'de', 'lt', 'zh']),
  1945 + cast(62 * u(i, 6) as bigint), pick(u(i, 7), ['female', 'male']),
  pick(u(i, 8), ['search', 'advert', 'store', 'social', 'referral', 'newsletter']), round(1 + 30 * u(i, 9), 2), 'made'
from range({first}, {last}) r(i);

insert into agent (agent_id, name, team, role, is_bot, _source)
select concat('A', i), concat('Agent ', i), pick(u(i, 1), ['Care', 'Returns', 'Delivery', 'Payments', 'Members']),
  case when i = 0 then 'bot' else 'agent' end, i = 0, 'made'
from range({first}, {last}) r(i);

insert into event (event_id, happened_at, customer_id, session_id, name, channel, touchpoint, device, page, task, error,
  clicks, seconds, coupon, campaign, store, region, search_term, results, quantity, amount, _source)
with placed as (
  select
    i, (i // (5 * width())) * width() + i % width() as together, i % (5 * width()) // width() as step
  from range({first}, {last}) r(i)
),
visits as (
  select p.*, u(p.together, 1) as kind, u(p.together, 2) as way, u(p.together, 3) as depth,
    case when u(p.together, 4) < 0.25 then 10000000000 + p.i else p.together end as visit
  from placed p
),
named as (
  select
    v.*, v.kind < 0.02 as coupons, v.kind >= 0.02 and v.kind < 0.03 as counted,
    case
      when v.kind < 0.02 then
        case when v.step = 0 then 'coupon_issued' when v.step = 3 and v.depth < 0.2 then 'coupon_redeemed'
          else 'page_view' end
      when v.kind < 0.03 then 'store_visit'
      when v.visit <> v.together then 'page_view'
      when v.step = 0 then case when u(v.together, 5) < 0.15 then 'first_visit' else 'page_view' end
      when v.way < 0.5 then
        case
          when v.step = 1 then 'view_item'
          when v.step = 2 then case when v.depth < 0.35 then 'add_to_cart' else 'view_item' end
          when v.step = 3 then case when v.depth < 0.16 then 'begin_checkout' else 'page_view' end
          when v.depth < 0.09 then 'purchase' when v.depth < 0.1 then 'error' else 'page_view'
        end
      when v.way < 0.8 then
        case
          when v.step = 1 then 'task_start'
          when v.step = 3 and v.depth < 0.84 then 'task_finish' when v.step = 3 and v.depth > 0.95 then 'error'
          else 'page_view'
        end
      when v.way < 0.9 and v.step = 1 then 'search'
      else 'page_view'
    end as name
  from visits v
)
select
  concat('v', n.i), moment(n.i, n.i, size(1)),
  case when n.coupons or not n.counted and u(n.visit, 6) < 0.55 then concat('C', someone(u(n.visit, 7))) end,
  case when not n.coupons and not n.counted then concat('s', n.visit) end, n.name,
  case when n.name like 'coupon%' then 'email' when n.counted then 'store' when u(n.visit, 8) < 0.57 then 'web' else 'app' end,
  case n.name when 'view_item' then 'product_page' when 'add_to_cart' then 'cart' when 'first_visit' then 'first_visit'
    when 'search' then 'search' when 'begin_checkout' then 'checkout' when 'purchase' then 'order'
    when 'store_visit' then 'store_visit' when 'coupon_issued' then 'coupon' when 'coupon_redeemed' then 'coupon' end,
  case when not n.counted then pick(u(n.visit, 9), ['mobile', 'mobile', 'mobile', 'desktop', 'tablet']) end,
  case when not n.counted then concat('/page/', cast(50 * u(n.i, 10) as integer)) end,
  case when n.name in ('task_start', 'task_finish')
    then pick(u(n.together, 11), ['find_product', 'find_product', 'checkout', 'sign_in', 'track_order', 'start_return']) end,
  case when n.name = 'error' then pick(u(n.i, 12), ['page_not_found', 'payment_not_completed']) end,
  case when n.name = 'task_finish' then 3 + floor(20 * power(u(n.i, 13), 2)) end,
  case when n.name = 'task_finish' then round(exp(4 + 0.8 * bell(n.i, 14)), 1) end,
  case when n.name like 'coupon%' then concat('M', n.together) end,
  case when n.name like 'coupon%' then concat('Campaign ', cast(10.0 * n.i / size(1) as integer)) end,
  case when n.counted then concat('Store ', n.together % 12 + 1) end,
  case when n.counted then pick(n.together % 12 / 12.0, ['Capital', 'Coast', 'Plains', 'Lakes', 'Highlands']) end,
  case when n.name = 'search' then pick(u(n.i, 15), ['kettle', 'raincoat', 'puzzle', 'lamp', 'gift', 'planter', 'knife']) end,
  case when n.name = 'search' then case when u(n.i, 16) < 0.12 then 0 else floor(21 * u(n.i, 17)) end end,
  case when n.counted then 5 + floor(60 * u(n.i, 18)) end,
  case when n.name = 'purchase' then round(exp(3.6 + 0.8 * bell(n.i, 19)), 2) end, 'made'
from named n;

insert into purchase (order_id, ordered_at, customer_id, channel, touchpoint, store, region, amount, discount, refunded,
  currency, items, coupon, status, _source)
with orders as (
  select i, u(i, 101) as way, u(i, 102) as back, moment(i, i + 7, size(100.0 / 3)) as at
  from range({first}, {last}) r(i)
)
select
  concat('o', o.i), o.at,
  case when u(o.i, 103) < 0.92 then concat(case when o.way < 0.41 then 'C' else 'e_' end, someone(power(u(o.i, 104), 2))) end,
  case when o.way < 0.41 then 'store' when o.way < 0.73 then 'web' else 'app' end,
  case when o.way < 0.41 then 'point_of_sale' else 'order' end,
  case when o.way < 0.41 then concat('Store ', o.i % 12 + 1) end,
  case when o.way < 0.41 then pick(o.i % 12 / 12.0, ['Capital', 'Coast', 'Plains', 'Lakes', 'Highlands']) end,
  round(exp(3.6 + 0.8 * bell(o.i, 105)), 2), case when u(o.i, 106) < 0.1 then 5 else 0 end,
  case when o.back < 0.015 then 10 else 0 end, 'EUR', 1 + floor(5 * u(o.i, 107)),
  case when u(o.i, 108) < 0.07 then 'HELLO' end, case when o.back < 0.015 then 'partially_refunded' else 'paid' end, 'made'
from orders o;

insert into contact (contact_id, opened_at, first_reply_at, first_bot_reply_at, resolved_at, customer_id, channel, touchpoint,
  topic, agent_id, team, status, message, language, reopens, queued, abandoned, queue_seconds, handle_seconds, is_bot,
  handed_over, is_test, sentiment, sentiment_model, _source)
with opened as (
  select
    i, moment(i, i + 11, size(20)) as at, pick(u(i, 201), ['phone', 'phone', 'phone', 'email', 'chat', 'web', 'bot', 'sms']) as channel,
    pick(u(i, 202), ['delivery', 'delivery', 'return', 'return', 'product', 'damaged', 'payment', 'account', 'app', 'recovery_call']) as topic,
    concat('A', 1 + cast(floor(u(i, 203) * agents()) as integer)) as agent_id,
    exp(8.5 + 1.5 * bell(i, 204)) as reply_s, exp(10.5 + 1.2 * bell(i, 205)) as more_s, u(i, 206) as luck,
    said(u(i, 207)) as said
  from range({first}, {last}) r(i)
)
select
  concat('c', o.i), o.at, case when o.channel <> 'bot' and o.luck < 0.97 then least(o.at + to_seconds(o.reply_s), until()) end,
  case when o.channel = 'bot' then o.at + to_seconds(5) end,
  case when o.luck < 0.95 then least(o.at + to_seconds(o.reply_s + o.more_s), until()) end,
  concat('C', someone(u(o.i, 208))), o.channel, case when o.topic = 'return' then 'return' else 'support_contact' end, o.topic,
  case when o.channel <> 'bot' then o.agent_id end, pick(u(o.i, 209), ['Care', 'Returns', 'Delivery', 'Payments', 'Members']),
  case when o.luck < 0.95 then 'resolved' else 'open' end, case when o.channel in ('email', 'web', 'chat') then o.said.words end,
  o.said.language, case when u(o.i, 210) < 0.06 then 1 else 0 end, o.channel = 'phone',
  case when o.channel = 'phone' then u(o.i, 211) < 0.04 end, case when o.channel = 'phone' then floor(-40 * ln(1 - u(o.i, 212))) end,
  case when o.channel in ('phone', 'chat') then floor(exp(5.7 + 0.7 * bell(o.i, 213))) end, o.channel = 'bot',
  case when o.channel = 'bot' then u(o.i, 214) < 0.4 end, u(o.i, 215) < 0.002,
  case when o.channel in ('email', 'web', 'chat') then o.said.mood end, 'made', 'made'
from opened o;

insert into survey_invitation (invitation_id, invited_at, customer_id, survey, channel, touchpoint, answered, _source)
select concat('i', i), moment(i, i + 13, size(100)), concat('C', someone(u(i, 301))), 'After contact',
  pick(u(i, 302), ['phone', 'email', 'sms']), 'support_contact', u(i, 303) < 0.4, 'made'
from range({first}, {last}) r(i);

insert into survey_answer (answer_id, response_id, answered_at, customer_id, survey, question, kind, score, scale_min,
  scale_max, direction, comment, channel, touchpoint, agent_id, language, sentiment, sentiment_model, _source)
with answers as (
  select
    i, i // 2 as sheet, case when u(i, 401) < 0.48 then 'nps' when u(i, 401) < 0.85 then 'csat' else 'ces' end as kind,
    pick(u(i // 2, 402), ['support_contact', 'support_contact', 'checkout', 'delivery', 'point_of_sale', 'product_page', 'return']) as touchpoint,
    someone(u(i // 2, 403)) as customer, said(u(i, 404)) as said, u(i, 405) as luck
  from range({first}, {last}) r(i)
),
scored as (select a.*, least(greatest(a.luck - 0.12 * u(a.customer, 4) + 0.2 * a.said.mood, 0), 0.999) as content from answers a)
select
  concat('q', s.i), concat('r', s.sheet), moment(s.sheet, s.sheet + 17, size(20)),
  concat(case when s.sheet % 5 = 0 then 'e_' else 'C' end, s.customer),
  case when s.kind = 'nps' then 'Relationship' else 'After contact' end, concat('How was it? (', s.kind, ')'), s.kind,
  case s.kind when 'nps' then floor(11 * sqrt(s.content)) when 'csat' then 1 + floor(5 * sqrt(s.content)) else 1 + floor(7 * sqrt(s.content)) end,
  case when s.kind = 'nps' then 0 else 1 end, case s.kind when 'nps' then 10 when 'csat' then 5 else 7 end, 'up',
  case when u(s.i, 406) < 0.35 then s.said.words end,
  pick(u(s.sheet, 407), ['web', 'web', 'app', 'app', 'email', 'phone', 'chat', 'store']), s.touchpoint,
  case when s.touchpoint = 'support_contact' then concat('A', 1 + cast(floor(u(s.sheet, 408) * agents()) as integer)) end,
  s.said.language, case when u(s.i, 406) < 0.35 then s.said.mood end, 'made', 'made'
from scored s;

insert into mention (mention_id, published_at, kind, site, brand, customer_id, author_token, rating, rating_max, body, language,
  location, app_version, channel, touchpoint, replied_at, reach, likes, sentiment, sentiment_model, _source)
with mentions as (
  select i, moment(i, i + 19, size(50)) as at, pick(u(i, 501), ['app_store', 'google_play', 'trustpilot', 'x', 'shop_talk', 'town_courier']) as site,
    said(u(i, 502)) as said
  from range({first}, {last}) r(i)
)
select
  concat('m', m.i), m.at, case m.site when 'x' then 'post' when 'shop_talk' then 'forum' when 'town_courier' then 'news' else 'review' end,
  m.site, pick(u(m.i, 503), [null, null, null, 'Quillmoor', 'Plumvane', 'Oddbarrow', 'Tarnwick']),
  case when u(m.i, 504) < 0.2 then concat('C', someone(u(m.i, 505))) end, null,
  case when m.site in ('app_store', 'google_play', 'trustpilot') then 1 + floor(5 * u(m.i, 506)) end,
  case when m.site in ('app_store', 'google_play', 'trustpilot') then 5 end, m.said.words, m.said.language,
  case when u(m.i, 507) < 0.02 then concat('Store ', m.i % 12 + 1) end,
  case when m.site in ('app_store', 'google_play') then concat('5.', cast(floor(24.0 * m.i / size(50)) as integer), '.0') end,
  case m.site when 'x' then 'social' when 'shop_talk' then 'forum' when 'town_courier' then 'news' when 'trustpilot' then 'review_site' else 'app' end,
  case m.site when 'town_courier' then 'news' when 'x' then 'social_post' when 'shop_talk' then 'social_post' else 'review' end,
  case when m.site in ('google_play', 'trustpilot') and u(m.i, 508) < 0.45 then least(m.at + to_seconds(exp(10.5 + bell(m.i, 509))), until()) end,
  floor(exp(4 + 2 * u(m.i, 510))), floor(20 * u(m.i, 511)), m.said.mood, 'made', 'made'
from mentions m;

insert into subscription (subscription_id, customer_id, started_on, ended_on, plan, contract, monthly_amount, reason, channel, _source)
with contracts as (
  select i, date '2024-01-01' + cast(1030 * u(i, 601) as integer) as started_on, cast(-900 * ln(1 - u(i, 602)) as integer) + 30 as lasted
  from range({first}, {last}) r(i)
)
select
  concat('p', c.i), concat('C', 7 * c.i % size(10)), c.started_on,
  case when c.started_on + c.lasted <= cast(until() as date) then c.started_on + c.lasted end, 'Quill Delivery',
  pick(u(c.i, 603), ['annual', 'monthly']), pick(u(c.i, 603), [6.99, 8.99]),
  case when c.started_on + c.lasted <= cast(until() as date) then pick(u(c.i, 604), ['price', 'delivery_problems', 'not_used', 'moved']) end,
  pick(u(c.i, 605), ['web', 'app']), 'made'
from contracts c;

insert into cost (cost_id, month, kind, channel, team, amount, _source)
select concat('k', i), date '2024-11-01' + to_months(i % 24), pick(i // 24 / 9.0, ['acquisition', 'service', 'recovery']),
  case when i // 24 < 3 then pick(i // 24 / 3.0, ['web', 'app', 'store']) end,
  case when i // 24 >= 3 then pick((i // 24 - 3) / 6.0, ['Care', 'Returns', 'Delivery', 'Payments', 'Members']) end,
  round(size(10) * (0.2 + u(i, 701)), 2), 'made'
from range({first}, {last}) r(i);

insert into target (metric, valid_from, target, _source)
select pick(i / 4.0, ['nps', 'csat', 'ces', 'churn_rate']), date '2025-11-01', pick(i / 4.0, [40.0, 85.0, 75.0, 3.0]), 'made'
from range({first}, {last}) r(i);

insert into benchmark (metric, source, year, industry, typical, low, high, _source)
select pick(i / 3.0, ['nps', 'csat', 'ces']), 'made up', '2026', 'made-up retail', pick(i / 3.0, [32.0, 78.0, 70.0]),
  pick(i / 3.0, [10.0, 70.0, 60.0]), pick(i / 3.0, [50.0, 85.0, 80.0]), 'made'
from range({first}, {last}) r(i);
