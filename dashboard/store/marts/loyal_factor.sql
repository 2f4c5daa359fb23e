-- one row per loyal or not, customer group, kind and name of a trait: customers asked, and the sums of the trait
select
  l.loyal, l.segment, l.persona, l.region, 'all' as kind, '' as name, count(*) as n,
  round(cast(sum(case when l.in_tier then 1 else 0 end) as double), 6) as total, cast(0 as double) as squares
from loyal_customer l
where l.compared
group by l.loyal, l.segment, l.persona, l.region
union all
select
  l.loyal, l.segment, l.persona, l.region, t.kind, t.name, count(*) as n,
  round(cast(sum(t.value) as double), 6) as total, round(cast(sum(t.value * t.value) as double), 6) as squares
from loyal_trait t
join loyal_customer l on l.customer_id = t.customer_id
where l.compared
group by l.loyal, l.segment, l.persona, l.region, t.kind, t.name
