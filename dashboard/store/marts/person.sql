-- one row per customer of the customer list, what is known only by email merged in
with known as (
  select
    coalesce(i.customer_id, c.customer_id) as customer_id,
    i.customer_id is not null as by_email,
    c.since, c.segment, c.persona, c.region
  from record.customer c
  left join identity i on i.given = c.customer_id
)
select
  k.customer_id,
  coalesce(min(case when not k.by_email then k.since end), min(k.since)) as since,
  coalesce(max(case when not k.by_email then k.segment end), max(k.segment)) as segment,
  coalesce(max(case when not k.by_email then k.persona end), max(k.persona)) as persona,
  coalesce(max(case when not k.by_email then k.region end), max(k.region)) as region
from known k
where k.customer_id is not null
group by k.customer_id
