-- one row per customer group, cohort, way of counting and number of the step: customers and what they brought
with grouped as (
  select
    case $by when 'segment' then c.segment::varchar when 'persona' then c.persona::varchar else c.region::varchar end
      as part,
    c.cohort, c.way, c.period, c.customers, case when $event <> 'visit' then c.revenue end as revenue
  from cohort c
  where c.entry = $entry and c.grain = $grain
    and (c.way = $way and c.event = $event
      or c.way = 'size' and c.event = case when $event = 'visit' then 'order' else $event end)
    and c.cohort >= $first and c.cohort < $end
    and {people}
)
select
  g.part, g.cohort, g.way, g.period, sum(g.customers)::bigint as customers, sum(g.revenue)::double as revenue
from grouped g
where g.part is not null
group by g.part, g.cohort, g.way, g.period
order by g.part, g.cohort, g.way, g.period
