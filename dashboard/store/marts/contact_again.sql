-- one row per resolved contact whose customer opened another on the same topic within the company's days
with contacts as (
  select
    c.contact_id, c.opened_at, c.resolved_at, coalesce(c.topic, '') as topic,
    coalesce(i.customer_id, c.customer_id) as customer_id
  from record.contact c
  left join identity i on i.given = c.customer_id
  where c.customer_id is not null and not coalesce(c.is_test, false)
)
select distinct c.contact_id
from contacts c
join contacts n
  on n.customer_id = c.customer_id and n.topic = c.topic
  and n.contact_id <> c.contact_id and n.opened_at > c.resolved_at
cross join rules
where seconds_between(c.resolved_at, n.opened_at) <= rules.first_contact_resolution_days * 86400
