-- one row per day: how many texts fit, the newest day first
select t.day, count(*)::bigint as texts
from fact_text t
where {with voice_fits}
group by t.day
order by t.day desc
