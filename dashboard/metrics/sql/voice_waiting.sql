-- one row per text that is angry and was not answered so far, the newest first
select
  t.row_id, t."at", t.day, t.medium, t.place, t.channel::varchar as channel, t.stars, t.sentiment, t.waited_s,
  t.title, t.body, t.text_id, t.customer_id
from fact_text t
where t.day >= $start and t.day < $end and t.own and t.waiting
  and case when t.stars is not null then t.stars <= $few_stars else t.sentiment <= $angry end
  and (len($classes) = 0 or list_contains($classes::varchar[], t.source_class))
  and {scope}
order by t.day desc, t."at" desc, t.text_id
limit $most
