-- one row per table that a build with models writes
select table_name as name
from information_schema.tables
where table_name in ('outlook_spread', 'outlook_tenth', 'value_model', 'value_check', 'loyal_factor')
order by table_name
