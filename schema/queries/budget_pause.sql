-- $1 milliseconds. The service asked for a pause: for all daemons, who are told at once.
WITH longer AS (
    UPDATE pace SET pause_until = clock_timestamp() + $1::bigint * interval '1 ms'
    WHERE name = 'siasn' AND pause_until < clock_timestamp() + $1::bigint * interval '1 ms'
    RETURNING 1
)
SELECT pg_notify('siasn_pause_' || current_schema(), '') FROM longer;
