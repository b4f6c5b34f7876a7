-- $1 OPD or NULL, $2 code[] or NULL. What stood in quarantine at the end of each of the last 60 days that were counted, oldest first.
SELECT day, sum(rows)::bigint FROM quarantine_day
WHERE day > current_date - 60 AND ($1::text IS NULL OR opd_id = $1) AND ($2::text[] IS NULL OR code = ANY ($2))
GROUP BY day ORDER BY day;
