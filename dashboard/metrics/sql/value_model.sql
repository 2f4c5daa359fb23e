-- one row per parameter of the model behind customers' value
select model, part, name, value, low, high from value_model
