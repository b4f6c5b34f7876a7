-- $1 how long events are kept, in ms. What nobody will ask for again goes: rejected training lines a year
-- after they were put right, daemons that ended or fell silent 30 days ago. Gives how many of each, and the
-- months of the event log that a person may drop: how many, and the oldest.
WITH rejects AS (
    DELETE FROM training_reject WHERE resolved_at < now() - interval '1 year' RETURNING id
), daemons AS (
    DELETE FROM daemon WHERE seen_at < now() - interval '30 days' RETURNING name
), due AS (
    SELECT month FROM event_month
    WHERE dropped_at IS NULL AND month + interval '1 month' + $1::bigint * interval '1 ms' < now()
)
SELECT (SELECT count(*) FROM rejects), (SELECT count(*) FROM daemons), (SELECT count(*) FROM due),
       (SELECT to_char(min(month), 'YYYY-MM') FROM due);
