-- one row per way to begin: how many customers began in it after the data begins
select e.entry, count(*)::bigint as customers
from cohort_entry e
where not e.known_before
group by e.entry
order by e.entry
