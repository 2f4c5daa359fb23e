-- one row per store and day of the period, the newest first
select f.day, f.store, f.region, f.visits, f.orders, f.sales
from fact_visit f
where f.day >= $start and f.day < $end
  and ($store is null or f.store = $store)
  and {scope}
order by f.day desc, f.store
limit $most
