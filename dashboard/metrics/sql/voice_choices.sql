-- one row per source and language of the period's texts: what the texts can be narrowed to
select place as source, language::varchar as language, sum(texts)::bigint as texts
from {text_day}
where day >= $start and day < $end
  and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
  and {scope}
group by all
order by texts desc, source, language
