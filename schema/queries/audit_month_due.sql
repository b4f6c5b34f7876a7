-- $1 month, $2 how long events are kept, in ms. From when on the month may be dropped, and whether that is now.
SELECT to_char($1::date + interval '1 month' + $2::bigint * interval '1 ms', 'YYYY-MM-DD'),
       $1::date + interval '1 month' + $2::bigint * interval '1 ms' < now();
