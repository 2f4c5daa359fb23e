-- one row: the last day with an order, the last day with a visit, and who was left out as there before the data
select
  (select max(p.day) from purchase_day_place p) as order_until,
  (select max(s.day) from session_day_place s) as visit_until,
  (select count(*) from cohort_entry e where e.entry = $entry and e.known_before and {people})::bigint as before_data,
  (select count(*) from cohort_entry e where e.entry = $entry and not e.known_before and {people})::bigint as begun
