-- one row per rejected row of a file: why, and its text without emails and phone numbers
select
  r.file, f.name, r.line, r."column", r.cause, redact(r.raw) as raw_redacted, r.source, r.imported_at
from record.reject r
left join (select i.file, min(i.name) as name from record.import_file i group by i.file) f on f.file = r.file
