-- one row per month: bot contacts, those the bot kept, and of those old enough to tell, whose customer came back
select
  date_trunc('month', r.day)::date as month,
  sum(r.bot_contacts)::bigint as contacts,
  sum(r.bot_contained)::bigint as kept,
  sum(r.bot_contained_mature)::bigint as kept_mature,
  sum(r.bot_came_back)::bigint as came_back
from {contact_day} r
where r.day >= $first
  and r.day < $end
  and {scope}
group by all
having sum(r.bot_contacts) > 0
order by month
