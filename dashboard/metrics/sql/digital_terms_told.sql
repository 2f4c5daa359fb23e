select
  s.term,
  sum(s.searches) filter (where s.now)::bigint as searches,
  coalesce(sum(s.found_nothing) filter (where s.now), 0)::bigint as found_nothing,
  sum(s.people) filter (where s.now)::bigint as people,
  coalesce(sum(s.searches) filter (where not s.now), 0)::bigint as searches_before,
  coalesce(sum(s.found_nothing) filter (where not s.now), 0)::bigint as found_nothing_before
from searches s
group by s.term
having bool_or(s.now)
order by found_nothing desc, searches desc, s.term
