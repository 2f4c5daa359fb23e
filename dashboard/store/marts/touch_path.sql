-- one row per journey and touchpoint, at the first touch of it: the three touchpoints before and after it.
-- A journey is a web or app visit, or what a known customer did without a pause of more than 14 days; the same
-- touchpoint several times in a row is once. still_open: the journey's last touch is too young to tell that it is over
with touches as (
  select
    f.unit, f.who, f.id, f.at, f.day, f.step, f.channel, f.stage, f.segment, f.persona, f.region,
    coalesce(p.place, 1000000) as place, coalesce(cast(f.channel as varchar), '') as way
  from funnel_touch f
  left join touchpoint_stage p on p.touchpoint = f.step
),
followed as (
  select
    t.*,
    lag(t.at) over (partition by t.unit, t.who order by t.at, t.place, t.step, t.way) as previous_at,
    lag(t.step) over (partition by t.unit, t.who order by t.at, t.place, t.step, t.way) as previous_step
  from touches t
),
begun as (
  select
    t.*,
    case
      when t.previous_at is null then 1
      when t.unit = 'customer' and seconds_between(t.previous_at, t.at) > 14 * 86400 then 1
      else 0
    end as begins
  from followed t
),
journeys as (
  select
    b.*,
    sum(b.begins) over (
      partition by b.unit, b.who order by b.at, b.place, b.step, b.way
      rows between unbounded preceding and current row
    ) as journey
  from begun b
),
ends as (
  select j.unit, j.who, j.journey, max(j.day) as last_day
  from journeys j
  group by j.unit, j.who, j.journey
),
steps as (
  select j.*
  from journeys j
  where j.begins = 1 or j.step <> j.previous_step
),
placed as (
  select
    s.*,
    lag(s.step, 1) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as before_1,
    lag(s.step, 2) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as before_2,
    lag(s.step, 3) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as before_3,
    lead(s.step, 1) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as after_1,
    lead(s.step, 2) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as after_2,
    lead(s.step, 3) over (partition by s.unit, s.who, s.journey order by s.at, s.place, s.step, s.way) as after_3,
    row_number() over (
      partition by s.unit, s.who, s.journey, s.step order by s.at, s.place, s.way
    ) as turn
  from steps s
)
select
  p.unit, p.id, p.at, p.day, p.step, p.channel, p.stage, p.segment, p.persona, p.region,
  p.before_1, p.before_2, p.before_3, p.after_1, p.after_2, p.after_3,
  p.unit = 'customer' and days_between(e.last_day, rules.as_of) < 14 as still_open
from placed p
join ends e on e.unit = p.unit and e.who = p.who and e.journey = p.journey
cross join rules
where p.turn = 1
