-- one row per cohort, way of counting and number of the step: customers and what they brought
select
  c.cohort, c.way, c.period, sum(c.customers)::bigint as customers, sum(c.revenue)::double as revenue
from cohort c
where c.entry = $entry and c.event = $event and c.grain = $grain and c.way in ('size', $way)
  and c.cohort >= $first and c.cohort < $end
  and {people}
group by c.cohort, c.way, c.period
order by c.cohort, c.way, c.period
