-- one row per group, days as a customer and whether the time has ended by the last day of the data: how many, and how
-- many people in the group
with counted as (
  select
    case $by when 'segment' then segment::varchar when 'persona' then persona::varchar else '' end as name,
    days, has_left, sum(spells) as n, sum(first_spells) as people
  from spell_length
  where rule = $rule
    and {people}
  group by all
)
select
  coalesce(name, '(not stated)') as name, sum(people) over (partition by name)::bigint as people, days::double as days,
  has_left, n::double as n
from counted
order by 1, 3, 4
