-- one row per cohort, way of counting and number of the step: customers and what they brought
select
  c.cohort, c.way, c.period, sum(c.customers)::bigint as customers,
  sum(case when $event <> 'visit' then c.revenue end)::double as revenue
from cohort c
where c.entry = $entry and c.grain = $grain
  and (c.way = $way and c.event = $event
    or c.way = 'size' and c.event = case when $event = 'visit' then 'order' else $event end)
  and c.cohort >= $first and c.cohort < $end
  and {people}
group by c.cohort, c.way, c.period
order by c.cohort, c.way, c.period
