-- one row: texts that are the company's own or about it, of all time
select count(*)::bigint as texts
from text_day
