-- one row: texts that are the company's own or about it, of all time, and the days of the first and the last
select coalesce(sum(texts), 0)::bigint as texts, min(day) as first, max(day) as last
from text_day_whole
