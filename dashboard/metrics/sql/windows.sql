windows as (
  select
    unnest(range(1, len($label) + 1)) as number, unnest($first_day) as first_day, unnest($end_day) as end_day
)
