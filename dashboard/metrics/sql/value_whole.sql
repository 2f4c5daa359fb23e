-- one row: all customers with an outlook, what they are worth together, and where the middle and the ends lie
select customers, total, low, middle, high, highest, first_tenth
from outlook_spread
