-- one row per loyal or not, kind and name of a trait: customers asked, and the sums of the trait
select loyal, kind, name, sum(n)::double as n, sum(total)::double as total, sum(squares)::double as squares
from loyal_factor
where {people}
group by loyal, kind, name
order by kind, name, loyal
