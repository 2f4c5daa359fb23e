-- one row per touchpoint of few judgements and source class: the customers behind them; who is not known counts as one
-- a row
with behind as (
  select
    'direct' as source_class, customer_id, day, cast(touchpoint as varchar) as step, channel, segment, persona, region, team
  from fact_answer
  union all
  select 'direct', customer_id, day, cast(touchpoint as varchar), channel, segment, persona, region, team
  from fact_contact
  where sentiment_label is not null
  union all
  select 'indirect', customer_id, day, cast(touchpoint as varchar), channel, segment, persona, region, team
  from fact_mention
  where own
  union all
  select 'inferred', customer_id, day, cast(task as varchar), channel, segment, persona, region, team
  from fact_task
  where mature
  union all
  select 'inferred', customer_id, day, 'cart', channel, segment, persona, region, team
  from fact_cart
  where mature
  union all
  select 'inferred', customer_id, day, cast(touchpoint as varchar), channel, segment, persona, region, team
  from fact_contact
  where queued and abandoned is not null
)
select step, source_class, count(distinct customer_id) + count(*) filter (where customer_id is null) as people
from behind
where day >= $start and day < $end and list_contains($steps::varchar[], step)
  and {scope}
group by all
