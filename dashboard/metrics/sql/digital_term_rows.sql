-- one row per search of the period that found nothing, of terms that enough people looked for, the newest first
with searches as (
  select f.*, coalesce(f.customer_id, f.session_id, cast(f.at as varchar)) as person
  from fact_search f
  where f.day >= $start and f.day < $end and f.found_nothing is not null
    and {scope}
),
shared as (
  select s.term from searches s group by s.term having count(distinct s.person) >= $least
)
select s.at, s.session_id, s.customer_id, s.term, s.channel, s.device
from searches s
join shared using (term)
where s.found_nothing
order by s.at desc
limit $most
