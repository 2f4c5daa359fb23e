-- one row per day, team and time until it was resolved, its end seen or not: how many contacts waited that long
select f.day, f.team, f.resolution_read_s, f.resolution_observed, count(*) as n
from fact_contact f
where f.day is not null and f.resolution_read_s is not null
group by f.day, f.team, f.resolution_read_s, f.resolution_observed
