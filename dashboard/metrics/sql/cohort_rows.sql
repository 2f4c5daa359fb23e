-- one row per customer of the cohorts shown, those who began last first
select e.customer_id, e.day as began_on, e.segment, e.persona, e.region
from cohort_entry e
where e.entry = $entry and not e.known_before and e.day >= $first and e.day < $end
  and {people}
order by e.day desc, e.customer_id
limit $most
