-- one row per way to begin: how many customers began in it after the data begins
select e.entry, sum(e.customers)::bigint as customers
from cohort e
where e.event = 'order' and e.grain = 'month' and e.way = 'size'
group by e.entry
order by e.entry
