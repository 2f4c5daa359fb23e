-- one row per kind of mention: whether competitors are named in it
select kind, bool_or(not own) as compared, sum(mentions)::bigint as mentions
from brand_day
where kind is not null
group by kind
order by mentions desc, kind
