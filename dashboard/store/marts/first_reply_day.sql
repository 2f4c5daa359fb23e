-- one row per day, team and time until a first reply by a person, its end seen or not: how many contacts waited that long
select f.day, f.team, f.first_reply_read_s, f.first_reply_observed, count(*) as n
from fact_contact f
where f.day is not null and f.first_reply_read_s is not null
group by f.day, f.team, f.first_reply_read_s, f.first_reply_observed
