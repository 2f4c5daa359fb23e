-- one row per time a customer met the pain in the period, the newest first: the ticket, post, visit or answer it is on
with rows_behind as (
  select
    p."at", p.row_id, p.customer_id, p.kind, p.what, p.step, p.channel, cast(null as varchar) as said, p.stage, p.segment,
    p.persona, p.region, p.team, p.day
  from pain p
  where $kind <> 'place' and p.kind = $kind and p.what is not distinct from $what
    and (p.kind not in ('task', 'error', 'cart') or p.channel is not distinct from $in_channel)
  union all
  select
    a."at", a.answer_id, a.customer_id, 'answer', a.kind, cast(a.touchpoint as varchar), a.channel,
    concat_ws(' · ', cast(a.score as varchar), a.comment), a.stage, a.segment, a.persona, a.region, a.team, a.day
  from fact_answer a
  where $kind = 'place' and cast(a.touchpoint as varchar) = $what and a.channel is not distinct from $in_channel
)
select "at", row_id, customer_id, kind, what, step as touchpoint, channel, said
from rows_behind
where day >= $start and day < $end
  and {scope}
order by "at" desc, row_id
limit $most
