-- one row per tenth of all customers, by expected loss from the largest: how many, the loss, and its variance by chance
select tenth, customers, loss, leaving, variance, least, most
from outlook_tenth
order by tenth
