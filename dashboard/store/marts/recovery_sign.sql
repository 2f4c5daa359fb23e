-- one row: which signs the company counts as failures, and whether it names a marker of recovery
select
  max(case when m.role = 'failure' and m.value = 'bad_answer' then 1 else 0 end) = 1 as bad_answer,
  max(case when m.role = 'failure' and m.value = 'asked_again' then 1 else 0 end) = 1 as asked_again,
  max(case when m.role = 'failure' and m.value = 'reopened' then 1 else 0 end) = 1 as reopened,
  max(case when m.role = 'failure' and m.value = 'left_open' then 1 else 0 end) = 1 as left_open,
  max(case when m.role = 'failure' and m.value = 'negative_message' then 1 else 0 end) = 1 as negative_message,
  max(case when m.role = 'failure' and m.value = 'topic' then 1 else 0 end) = 1 as topic,
  max(case when m.role = 'failure' and m.value = 'failed_task' then 1 else 0 end) = 1 as failed_task,
  max(case when m.role = 'touchpoint' then 1 else 0 end) = 1 as names_touchpoints,
  max(case when m.role = 'marker' then 1 else 0 end) = 1 as names_markers
from recovery_mark m
