-- one row per email token that belongs to a customer: the token sources give, and the customer it stands for
select c.email_token as given, min(c.customer_id) as customer_id
from record.customer c
where c.email_token is not null and c.customer_id <> c.email_token
group by c.email_token
