-- one row per search term: how often it was looked for in the period, how often nothing was found, and by how many
with searches as (
  select
    f.term, f.found_nothing, f.day >= $start as now,
    coalesce(f.customer_id, f.session_id, cast(f.at as varchar)) as person
  from fact_search f
  where f.found_nothing is not null and f.term is not null
    and (f.day >= $start and f.day < $end or f.day >= $before_start and f.day < $before_end)
    and {scope}
)
select
  s.term,
  count(*) filter (where s.now) as searches,
  count(*) filter (where s.now and s.found_nothing) as found_nothing,
  count(distinct s.person) filter (where s.now) as people,
  count(*) filter (where not s.now) as searches_before,
  count(*) filter (where not s.now and s.found_nothing) as found_nothing_before
from searches s
group by s.term
having count(*) filter (where s.now) > 0
order by found_nothing desc, searches desc, s.term
