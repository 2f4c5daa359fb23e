-- one row per source: what its files held and what became of their rows
with files as (
  select
    i.source, string_agg(distinct i.tables, ', ' order by i.tables) as tables, count(distinct i.file) as files,
    sum(i.read) as read, sum(i.accepted) as accepted, sum(i.rejected) as rejected, sum(i.dropped) as dropped,
    min(i.first_at) as first_at, max(i.last_at) as last_at, max(i.imported_at) as imported_at
  from record.import_file i
  group by i.source
),
held as (
  select
    h.source, string_agg(h.table_name, ', ' order by h.table_name) as tables, sum(h.rows) as rows,
    min(h.class_place) as class_place, min(h.first_at) as first_at, max(h.last_at) as last_at,
    max(h.imported_at) as imported_at
  from source_table h
  group by h.source
)
select
  coalesce(f.source, h.source) as source,
  case h.class_place when 1 then 'direct' when 2 then 'indirect' when 3 then 'inferred' else 'reference' end
    as source_class,
  coalesce(h.tables, f.tables) as tables, coalesce(f.files, 0) as files,
  coalesce(f.read, h.rows) as read, coalesce(f.accepted, h.rows) as accepted, coalesce(f.rejected, 0) as rejected,
  coalesce(f.dropped, 0) as dropped, coalesce(h.first_at, f.first_at) as first_at,
  coalesce(h.last_at, f.last_at) as last_at, coalesce(f.imported_at, h.imported_at) as imported_at
from files f
full join held h on h.source is not distinct from f.source
