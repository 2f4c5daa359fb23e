-- one row per search term: how often it was looked for in the period, how often nothing was found, and by how many; who
-- looked for it before and not in the period is told by the day of the search before
with searches as (
  select
    term, day >= $start as now, sum(searches) as searches, sum(found_nothing) as found_nothing,
    sum(searches) filter (where (previous_day >= $start) is not true) as people
  from term_day
  where (day >= $start and day < $end or day >= $before_start and day < $before_end)
    and {people}
  group by all
)
{with digital_terms_told}
