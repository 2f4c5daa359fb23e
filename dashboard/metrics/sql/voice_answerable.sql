-- one row per day: angry texts, those whose source tells of answers, and those still without one; the newest day first
select
  day, count(*)::bigint as angry, count(waiting)::bigint as told, count(*) filter (where waiting)::bigint as waiting
from fact_text
where day >= $start and day < $end and own
  and case when stars is not null then stars <= $few_stars else sentiment <= $angry end
  and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
  and {scope}
group by day
order by day desc
