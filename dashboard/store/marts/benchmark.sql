-- one row per metric, source and year: what others reach, with where it is from
select b.metric, b.source, b.year, b.industry, b.typical, b.low, b.high from record.benchmark b
