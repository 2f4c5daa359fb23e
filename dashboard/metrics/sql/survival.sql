-- one row per group, days as a customer and whether the time has ended: how many, and how many people in the group
with watched as (
  select
    customer_id, turn,
    coalesce(case $by
      when 'segment' then segment::varchar when 'persona' then persona::varchar when 'region' then region::varchar
      when 'contract' then contract when 'plan' then plan else '' end, '(not stated)') as name,
    case when started_on is null then tenure_days
      else date_diff('day', started_on, least(ended_on, $until::date)) end as days,
    case when started_on is null then coalesce(churned, false)
      else ended_on is not null and ended_on <= $until::date end as has_left
  from spell
  where rule = $rule
    and (started_on is null or started_on <= $until::date)
    and tenure_days >= 0
    and {people}
),
people as (
  select
    name,
    (case when $by in ('contract', 'plan', 'region') or $regional then count(distinct case
      when $by in ('contract', 'plan', 'region') or $regional then customer_id end)
      else count(*) filter (where turn = 1) end)::bigint as people
  from watched
  group by name
)
select w.name, any_value(p.people) as people, w.days::double as days, w.has_left, count(*)::double as n
from watched w
join people p on p.name = w.name
group by w.name, w.days, w.has_left
order by w.name, w.days, w.has_left
