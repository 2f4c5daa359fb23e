-- one row per window and group: texts of the company, how many were scored, and their feelings
with {with windows},
added_up as (
  select
    day,
    case $by when 'source' then place when 'language' then language::varchar
      when 'touchpoint' then touchpoint::varchar else channel::varchar end as grouped,
    sum(texts) as texts, sum(scored) as scored, sum(positive) as positive, sum(negative) as negative
  from {text_day channel}
  where day >= $earliest and day < $latest
    and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
    and {scope}
  group by all
)
select
  $label[w.number] as label, r.grouped,
  sum(r.texts)::double as texts, sum(r.scored)::double as scored,
  sum(r.positive)::double as positive, sum(r.negative)::double as negative
from windows w
join added_up r on r.day >= w.first_day and r.day < w.end_day
group by w.number, r.grouped
order by label, r.grouped
