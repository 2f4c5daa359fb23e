-- one row per way to begin and to come back, step, first step, way of counting, number of the step and customer group;
-- size: who began (visits have those of orders); on: back in that step; last: back in that step for the last time;
-- bracket: back between two steps
with grains as (
  select 'day' as grain, 30 as most
  union all select 'week', 26
  union all select 'month', 36
),
brackets as (
  select 'day' as grain, 1 as first_period, 1 as last_period
  union all select 'day', 2, 3
  union all select 'day', 4, 7
  union all select 'day', 8, 14
  union all select 'day', 15, 30
  union all select 'week', 1, 2
  union all select 'week', 3, 4
  union all select 'week', 5, 8
  union all select 'week', 9, 13
  union all select 'week', 14, 26
  union all select 'month', 1, 3
  union all select 'month', 4, 6
  union all select 'month', 7, 12
  union all select 'month', 13, 24
  union all select 'month', 25, 36
),
entrants as (
  select
    e.entry, g.grain, g.most, e.customer_id, e.day, e.segment, e.persona, e.region,
    case g.grain
      when 'day' then e.day
      when 'week' then
        days_after(e.day, -((days_between(date '1900-01-01', e.day) - rules.week_start + 7) % 7))
      else cast(date_trunc('month', e.day) as date)
    end as cohort
  from cohort_entry e
  cross join rules
  cross join grains g
  where not e.known_before
),
first_contract as (
  select c.customer_id, min(c.started_on) as started_on from contract_spell c group by c.customer_id
),
contracts as (
  select
    c.customer_id, c.monthly_value,
    case when c.ended_on is null or c.ended_on > rules.as_of then days_after(rules.as_of, 1) else c.ended_on end as gone_on
  from contract_spell c
  join first_contract f on f.customer_id = c.customer_id and f.started_on = c.started_on
  cross join rules
),
running as (
  select
    e.*, c.monthly_value,
    case e.grain
      when 'day' then days_between(e.cohort, c.gone_on) - 1
      when 'week' then cast(floor(days_between(e.cohort, c.gone_on) / 7.0) as bigint) - 1
      else
        12 * (extract(year from c.gone_on) - extract(year from e.cohort))
        + extract(month from c.gone_on) - extract(month from e.cohort) - 1
    end as steps
  from entrants e
  join contracts c on c.customer_id = e.customer_id
  where e.entry = 'contract'
),
steps as (
  select e.*, s.event, s.period, s.amount
  from entrants e
  join cohort_step s on s.entry = e.entry and s.grain = e.grain and s.customer_id = e.customer_id
),
lasts as (
  select s.entry, s.event, s.grain, s.customer_id, max(s.period) as period
  from cohort_step s
  group by s.entry, s.event, s.grain, s.customer_id
),
counted as (
  select e.entry, 'order' as event, e.grain, 'size' as way, e.cohort, 0 as period, e.segment, e.persona, e.region,
    e.customer_id, f.amount
  from entrants e
  left join cohort_step f
    on f.entry = e.entry and f.event = 'order' and f.grain = e.grain and f.customer_id = e.customer_id and f.period = 0
  union all
  select s.entry, s.event, s.grain, 'on', s.cohort, s.period, s.segment, s.persona, s.region, s.customer_id, s.amount
  from steps s
  where s.period <= s.most
  union all
  select e.entry, l.event, e.grain, 'last', e.cohort, least(l.period, e.most), e.segment, e.persona, e.region,
    e.customer_id, null
  from entrants e
  join lasts l on l.entry = e.entry and l.grain = e.grain and l.customer_id = e.customer_id
  where l.period > 0
  union all
  select s.entry, s.event, s.grain, 'bracket', s.cohort, b.first_period, s.segment, s.persona, s.region, s.customer_id,
    sum(s.amount)
  from steps s
  join brackets b on b.grain = s.grain and s.period between b.first_period and b.last_period
  group by s.entry, s.event, s.grain, s.cohort, b.first_period, s.segment, s.persona, s.region, s.customer_id
  union all
  select r.entry, 'contract', r.grain, 'size', r.cohort, 0, r.segment, r.persona, r.region, r.customer_id, r.monthly_value
  from running r
  union all
  select r.entry, 'contract', r.grain, 'last', r.cohort, least(r.steps, r.most), r.segment, r.persona, r.region,
    r.customer_id, r.monthly_value
  from running r
  where r.steps > 0
)
select
  c.entry, c.event, c.grain, c.way, c.cohort, c.period, c.segment, c.persona, c.region,
  count(*) as customers, round(sum(c.amount), 6) as revenue
from counted c
group by c.entry, c.event, c.grain, c.way, c.cohort, c.period, c.segment, c.persona, c.region
