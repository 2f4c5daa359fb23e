-- one row per language and model: texts of the period, and those that have a score for their feeling
select
  language::varchar as language, sentiment_model as model,
  count(*)::bigint as texts, count(sentiment)::bigint as scored, count(*) filter (where body is null)::bigint as without_body
from fact_text
where day >= $start and day < $end and own
  and (len($classes) = 0 or list_contains($classes::varchar[], source_class))
  and {scope}
group by all
order by texts desc, language, model
