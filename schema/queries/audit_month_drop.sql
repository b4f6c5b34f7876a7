-- $1 month, $2 by, $3 document. Removes a month's rows; gives the id of the event that tells of it.
SELECT event_month_drop($1::date, $2, $3);
