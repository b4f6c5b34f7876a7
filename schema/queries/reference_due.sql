-- $1 milliseconds between two pulls, $2 lists there are. Milliseconds until the next is due (0: now).
-- After one that failed, another is tried after a twentieth of the time, an hour at most; a pull that
-- was cut short before it came to all lists goes on at once.
SELECT CASE WHEN count(*) < $2::int AND bool_and(l.problem = '') IS NOT FALSE THEN 0
            ELSE GREATEST(0, (extract(epoch FROM min(
                CASE WHEN l.problem = '' THEN l.tried_at + $1::bigint * interval '1 ms'
                     ELSE l.tried_at + LEAST($1::bigint / 20, 3600000) * interval '1 ms' END)
                - now()) * 1000)::bigint) END
FROM reference_list AS l;
