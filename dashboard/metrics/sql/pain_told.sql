everyone as (
  select coalesce(sum(n), 0) as all_n, coalesce(sum(good), 0) as all_good, coalesce(sum(bad), 0) as all_bad
  from place_answers
),
pains as (
  select i.*, a.n, a.good, a.bad
  from incidents i
  left join incident_answers a
    on a.kind = i.kind and a.what is not distinct from i.what and a.channel is not distinct from i.channel
  where i.customers > 0
  union all
  select p.*, a.n, a.good, a.bad
  from places p
  join place_answers a on a.what = p.what and a.channel is not distinct from p.channel
)
select
  p.family, p.kind, p.what, p.step, p.channel, p.stage, p.customers::bigint as customers, p.times::bigint as times,
  coalesce(p.n, 0)::bigint as n, coalesce(p.good, 0)::bigint as good, coalesce(p.bad, 0)::bigint as bad,
  e.all_n::bigint as all_n, e.all_good::bigint as all_good, e.all_bad::bigint as all_bad
from pains p
cross join everyone e
order by p.customers desc, p.kind, p.what, p.channel
