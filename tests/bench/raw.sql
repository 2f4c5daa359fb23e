-- the nine questions of SPEED, each as one would write it on the raw tables of a record; $start and $end are timestamps

-- nps: the net promoter score of a year in one segment
select 100.0 * (count(*) filter (where a.score >= 9) - count(*) filter (where a.score <= 6)) / nullif(count(*), 0)
from survey_answer a
join (select customer_id, segment from customer union all select email_token, segment from customer) c
  on c.customer_id = a.customer_id
where a.kind = 'nps' and a.answered_at >= $year and a.answered_at < $end and c.segment = 'Plus';

-- revenue: what orders of 90 days brought in one segment
select sum(p.amount - coalesce(p.refunded, 0))
from purchase p
join customer c on c.customer_id = p.customer_id
where p.ordered_at >= $start and p.ordered_at < $end and c.segment = 'Plus';

-- conversion: sessions of 90 days with an order
select count(*) filter (where s.ordered) / count(*)
from (
  select session_id, bool_or(name = 'purchase') as ordered
  from event
  where happened_at >= $start and happened_at < $end and session_id is not null
  group by session_id
) s;

-- active: known customers with a session, month by month, of a year
select date_trunc('month', happened_at) as month, count(distinct customer_id)
from event
where happened_at >= $year and happened_at < $end and session_id is not null
group by 1 order by 1;

-- retention: customers by the month they came in and the month they came back
with seen as (
  select distinct customer_id, date_trunc('month', happened_at) as month from event where customer_id is not null
),
began as (select customer_id, min(month) as cohort from seen group by customer_id)
select b.cohort, date_diff('month', b.cohort, s.month) as later, count(*)
from seen s join began b on b.customer_id = s.customer_id
group by 1, 2 order by 1, 2;

-- teams: contacts of 90 days, the median time to a first reply and the satisfied, team by team
select c.team, count(*), median(date_diff('second', c.opened_at, c.first_reply_at)),
  (select 100.0 * count(*) filter (where a.score >= 4) / nullif(count(*), 0)
    from survey_answer a join agent g on g.agent_id = a.agent_id
    where g.team = c.team and a.kind = 'csat' and a.answered_at >= $start and a.answered_at < $end)
from contact c
where c.opened_at >= $start and c.opened_at < $end
group by c.team;

-- transitions: what visits of all time came to after a product page
with steps as (
  select session_id, touchpoint, lead(touchpoint) over (partition by session_id order by happened_at) as following
  from event
  where session_id is not null and touchpoint is not null
)
select following, count(*) from steps where touchpoint = 'product_page' group by 1 order by 2 desc;

-- topics: how often comments of all time speak of ten things
select
  count(*) filter (where regexp_matches(comment, '(?i)deliver|courier|parcel')), count(*) filter (where regexp_matches(comment, '(?i)refund|return')),
  count(*) filter (where regexp_matches(comment, '(?i)pay|card|charged')), count(*) filter (where regexp_matches(comment, '(?i)broken|damage|crack')),
  count(*) filter (where regexp_matches(comment, '(?i)app|crash|log in')), count(*) filter (where regexp_matches(comment, '(?i)price|expensive')),
  count(*) filter (where regexp_matches(comment, '(?i)support|agent|answer')), count(*) filter (where regexp_matches(comment, '(?i)store|shop')),
  count(*) filter (where regexp_matches(comment, '(?i)account|password')), count(*) filter (where regexp_matches(comment, '(?i)member|plan'))
from survey_answer
where comment is not null;

-- funnel: customers of 90 days from a first visit or search to a product page, a cart or checkout, and an order
with touched as (
  select customer_id, happened_at as moment, touchpoint from event
  where happened_at >= $start and happened_at < $end + interval 30 day and customer_id is not null and touchpoint is not null
),
one as (select customer_id, min(moment) as began from touched where touchpoint in ('first_visit', 'search') and moment < $end group by 1),
two as (
  select o.customer_id, o.began, min(t.moment) as moment from one o join touched t on t.customer_id = o.customer_id
    and t.touchpoint in ('product_page', 'store_visit') and t.moment >= o.began and t.moment <= o.began + interval 30 day group by 1, 2
),
three as (
  select o.customer_id, o.began, min(t.moment) as moment from two o join touched t on t.customer_id = o.customer_id
    and t.touchpoint in ('cart', 'checkout', 'order') and t.moment >= o.moment and t.moment <= o.began + interval 30 day group by 1, 2
)
select (select count(*) from one), (select count(*) from two), (select count(*) from three);
