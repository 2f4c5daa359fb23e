-- one row per metric, first day, dimension and value: a number the company promised
select t.metric, t.valid_from, t.dimension, t.value, t.target from record.target t
