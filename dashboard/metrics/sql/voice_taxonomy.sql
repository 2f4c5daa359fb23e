-- one row per topic of the topics file, in its order
select topic, label, words
from topic
order by place, topic
