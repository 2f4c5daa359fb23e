-- one row per search term: how often it was looked for in the period, how often nothing was found, and by how many
with searches as (
  select
    f.term, f.day >= $start as now, count(*) as searches, count(*) filter (where f.found_nothing) as found_nothing,
    count(distinct coalesce(f.customer_id, f.session_id, cast(f.at as varchar))) as people
  from fact_search f
  where f.found_nothing is not null and f.term is not null
    and (f.day >= $start and f.day < $end or f.day >= $before_start and f.day < $before_end)
    and {scope}
  group by all
)
{with digital_terms_told}
