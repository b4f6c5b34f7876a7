-- $1 snapshot, $2 by, $3 document. Removes a snapshot's rows but for its figures and the names of units, which
-- the figures show; keeps who wanted it.
-- Gives how many inputs went.
WITH inputs AS (
    DELETE FROM indicator_input WHERE snapshot = $1::integer AND NOT (kind = 'unit' AND nip = '') RETURNING 1
), verdicts AS (
    DELETE FROM indicator_verdict WHERE snapshot = $1::integer
), evidence AS (
    DELETE FROM indicator_evidence WHERE snapshot = $1::integer
), kept AS (
    INSERT INTO indicator_dropped (snapshot, dropped_by, document) VALUES ($1::integer, $2, $3)
)
SELECT count(*) FROM inputs;
