-- one row per source and reason: rows read and left out on purpose, by the import or from every figure
with reasons as (
  select d.source, d.reason, d.rows from file_drop d
  union all
  select c._source, 'test or phantom contact, left out of every figure', count(*)
  from record.contact c where c.is_test group by c._source
  union all
  select o._source, 'cancelled order, left out of every figure', count(*)
  from record.purchase o
  where lower(trim(o.status)) in ('cancelled', 'canceled', 'voided', 'void') group by o._source
  union all
  select v._source, 'invitation that was not delivered, left out of every figure', count(*)
  from record.survey_invitation v where not v.delivered group by v._source
)
select r.source, r.reason, sum(r.rows) as rows
from reasons r
where r.rows > 0
group by r.source, r.reason
