-- one row when a funnel was walked at build
select table_name
from information_schema.tables
where table_name = 'funnel_usual'
