-- one row per check of the data: whether it passed, how many rows it found, and what that means
with facts as (
  select 'survey answers' as kind, f.customer_id, f.day is null as undated, f.day from fact_answer f
  union all select 'survey invitations', f.customer_id, f.day is null, f.day from fact_invitation f
  union all select 'contacts', f.customer_id, f.day is null, f.day from fact_contact f
  union all select 'mentions', f.customer_id, f.day is null, f.day from fact_mention f
  union all select 'events', f.customer_id, f.day is null, f.day from fact_event f
  union all select 'orders', f.customer_id, f.day is null, f.day from fact_purchase f
),
touched as (
  select f.touchpoint, f.stage is null as stageless from fact_answer f
  union all select f.touchpoint, f.stage is null from fact_invitation f
  union all select f.touchpoint, f.stage is null from fact_contact f
  union all select f.touchpoint, f.stage is null from fact_mention f
  union all select f.touchpoint, f.stage is null from fact_event f
  union all select f.touchpoint, f.stage is null from fact_purchase f
),
customers_listed as (select count(*) as listed from person),
known as (
  select count(*) as named, sum(case when p.customer_id is null then 1 else 0 end) as unknown
  from facts f
  left join person p on p.customer_id = f.customer_id
  where f.customer_id is not null
),
checks as (
  select
    'rows accounted for' as "check", count(*) as found, 0 as allowed,
    'In every file, accepted, rejected and dropped rows add up to the rows read.' as fine,
    'files in which accepted, rejected and dropped rows do not add up to the rows read.' as amiss
  from record.import_file i
  where coalesce(i.read, 0) <> coalesce(i.accepted, 0) + coalesce(i.rejected, 0) + coalesce(i.dropped, 0)
  union all
  select
    'customers known', case when c.listed > 0 then coalesce(k.unknown, 0) else 0 end,
    cast(floor(0.05 * k.named) as bigint),
    'Customers named in the data are in the customer list, or there is no list.',
    'rows name a customer who is not in the customer list; they have no segment and no persona.'
  from known k
  cross join customers_listed c
  union all
  select
    concat('dated ', k.kind), coalesce(sum(case when f.undated then 1 else 0 end), 0), 0,
    concat('All ', k.kind, ' have a date.'), concat(k.kind, ' have no date; they count in no period.')
  from (
    select 'survey answers' as kind union all select 'survey invitations' union all select 'contacts'
    union all select 'mentions' union all select 'events' union all select 'orders'
  ) k
  left join facts f on f.kind = k.kind
  group by k.kind
  union all
  select
    'no future dates', count(*), 0, 'Nothing is dated after the day it was imported.',
    'rows are dated after the last import; check the time zone and the order of day and month.'
  from facts f
  cross join rules
  where f.day > rules.imported_on
  union all
  select
    'times in order', count(*), 0,
    'No contact was answered or resolved before it was opened, or resolved before its reply.',
    'contacts were answered or resolved before they were opened, or resolved before the first reply.'
  from record.contact c
  where c.first_reply_at < c.opened_at or c.resolved_at < c.opened_at or c.resolved_at < c.first_reply_at
  union all
  select
    'scores on their scale', count(*), 0, 'Every score lies on the scale it was given on.',
    'scores lie outside their scale and count in no figure.'
  from record.survey_answer a
  where a.score < a.scale_min or a.score > a.scale_max
  union all
  select
    'scales with a rule', count(*), 0,
    'Every scale in use has a rule for what counts as satisfied, easy or a promoter.',
    concat('scores are on a scale without an agreed rule (NPS is 0-10; CSAT 1-2, 1-3, 1-5, 1-7 or 0-1; ',
      'CES 1-5 or 1-7); they count in no figure.')
  from fact_answer f
  where f.score >= f.scale_min and f.score <= f.scale_max
    and (f.kind = 'nps' and f.promoter is null or f.kind = 'csat' and f.satisfied is null
      or f.kind = 'ces' and f.easy is null)
  union all
  select
    'touchpoints in the journey', count(*), 0, 'Every touchpoint belongs to a stage of the journey.',
    'rows name a touchpoint that belongs to no stage; add it to the journey in company.toml.'
  from touched t
  where t.touchpoint is not null and t.stageless
  union all
  select
    'orders with lines', count(*), 0, 'Every order has its lines, or there are no order lines.',
    'orders have no order lines although other orders of the data do.'
  from record.purchase o
  where o.order_id not in (select l.order_id from record.order_line l where l.order_id is not null)
    and o._source in (
      select p._source from record.purchase p join record.order_line l on l.order_id = p.order_id
    )
  union all
  select
    'orders with an amount', count(*), 0, 'Every order has an amount above zero.',
    'orders have no amount, or one of zero or less; they count as orders.'
  from fact_purchase f
  where f.amount is null or f.amount <= 0
  union all
  select
    'one currency', count(*), 0, 'Every order is in the company''s currency.',
    'orders are in another currency; their amounts are added up as they are.'
  from record.purchase o
  cross join rules
  where upper(o.currency) <> rules.currency
  union all
  select
    'one customer an email', count(*), 0, 'No email belongs to two customers.',
    'emails belong to more than one customer; what names only the email goes to the first of them.'
  from (
    select c.email_token from record.customer c
    where c.email_token is not null and c.customer_id <> c.email_token
    group by c.email_token having count(distinct c.customer_id) > 1
  ) c
  union all
  select
    'contracts with sound days', count(*), 0, 'No contract ends before it starts or on an unknown day.',
    'contracts end before they start, or ended on a day the data does not tell; they are in no churn rate.'
  from record.subscription s
  where s.ended_on < s.started_on
    or (s.churned and s.started_on is not null and s.ended_on is null
      and (s.tenure_months is null or s.tenure_months not between 0 and 1200))
)
select
  c."check", c.found <= c.allowed as passed, c.found,
  case when c.found = 0 then c.fine else concat(cast(c.found as varchar), ' ', c.amiss) end as says
from checks c
