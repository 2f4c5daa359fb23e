-- one row per window, touchpoint, source class and kind of evidence: how often people were there, and how it went
with {with windows},
added_up as (
  select
    day, stage, step, source_class, kind,
    sum(touches) as touches, sum(judged) as judged, sum(good) as good, sum(bad) as bad
  from {touchpoint_day stage}
  where day >= $earliest and day < $latest
    and list_contains($classes::varchar[], source_class)
    and {scope}
  group by all
)
select
  $label[w.number] as label, r.stage, r.step, r.source_class, r.kind,
  sum(r.touches)::double as touches, sum(r.judged)::double as judged, sum(r.good)::double as good,
  sum(r.bad)::double as bad
from windows w
join added_up r on r.day >= w.first_day and r.day < w.end_day
group by w.number, r.stage, r.step, r.source_class, r.kind
order by label, r.stage, r.step, r.source_class, r.kind
