-- one row per mention of the company or a competitor, the newest first
select mention_id, "at", kind, site, brand, own, language, title, body, sentiment
from fact_mention
where day >= $start and day < $end
  and {scope}
order by "at" desc, mention_id
limit $most
