-- one row per month: bot contacts, those the bot kept, and of those old enough to tell, whose customer came back
select
  date_trunc('month', r.day)::date as month,
  count(*)::bigint as contacts,
  count(*) filter (where not coalesce(r.handed_over, false))::bigint as kept,
  count(*) filter (where not coalesce(r.handed_over, false) and r.mature)::bigint as kept_mature,
  count(*) filter (where not coalesce(r.handed_over, false) and r.mature and not r.resolved_first_time)::bigint
    as came_back
from fact_contact r
where r.is_bot
  and r.day >= $first
  and r.day < $end
  and {scope}
group by all
order by month
