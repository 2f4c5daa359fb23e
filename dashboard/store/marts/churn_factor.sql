-- one row per churn rule, what a customer was or met, and customer group: customers there, and those who left
with told as (
  select 'segment' as factor, cast(c.segment as varchar) as level, c.* from churn_case c where c.segment is not null
  union all
  select 'persona', cast(c.persona as varchar), c.* from churn_case c where c.persona is not null
  union all
  select 'region', cast(c.region as varchar), c.* from churn_case c where c.region is not null
  union all
  select 'contract', cast(c.contract as varchar), c.* from churn_case c where c.contract is not null
  union all
  select 'plan', cast(c.plan as varchar), c.* from churn_case c where c.plan is not null
  union all
  select 'worth', cast(c.worth as varchar), c.* from churn_case c where c.worth is not null
  union all
  select 'tenure', cast(c.tenure as varchar), c.* from churn_case c where c.tenure is not null
  union all
  select 'one_order', case when c.one_order then 'yes' else 'no' end, c.* from churn_case c where c.one_order is not null
  union all
  select 'quiet', case when c.quiet then 'yes' else 'no' end, c.* from churn_case c where c.quiet is not null
  union all
  select 'contact', case when c.contact then 'yes' else 'no' end, c.* from churn_case c where c.contact is not null
  union all
  select 'unresolved', case when c.unresolved then 'yes' else 'no' end, c.* from churn_case c where c.unresolved is not null
  union all
  select 'late_reply', case when c.late_reply then 'yes' else 'no' end, c.* from churn_case c where c.late_reply is not null
  union all
  select 'bad_answer', case when c.bad_answer then 'yes' else 'no' end, c.* from churn_case c where c.bad_answer is not null
  union all
  select 'bad_mention', case when c.bad_mention then 'yes' else 'no' end, c.* from churn_case c where c.bad_mention is not null
  union all
  select 'failed_task', case when c.failed_task then 'yes' else 'no' end, c.* from churn_case c where c.failed_task is not null
  union all
  select 'discounted', case when c.discounted then 'yes' else 'no' end, c.* from churn_case c where c.discounted is not null
)
select
  t.rule, t.factor, t.level, t.segment, t.persona, t.region,
  count(*) as cases, sum(case when t.has_left then 1 else 0 end) as leavers
from told t
group by t.rule, t.factor, t.level, t.segment, t.persona, t.region
