-- one row per source, language and feeling of the period's texts: what the texts can be narrowed to
select place as source, language::varchar as language, coalesce(sentiment_label, 'unscored') as feeling, count(*)::bigint as texts
from fact_text
where day >= $start and day < $end and own
  and (len($classes) = 0 or source_class in (select unnest($classes::varchar[])))
  and {scope}
group by all
order by texts desc, source, language, feeling
