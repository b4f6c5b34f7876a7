-- $1 view, $2 when this poll of it began. Completions that came from the view and that it no longer
-- has are withdrawn; rows that were wrong and are no longer there, or no longer wrong, are settled.
WITH over AS (
    UPDATE training_reject SET resolved_at = now()
    WHERE origin = 'view' AND file = $1 AND resolved_at IS NULL
      AND last_seen < $2::timestamptz
), gone AS (
    UPDATE training AS t SET withdrawn = true, changed_at = now()
    WHERE t.origin = 'view' AND t.file = $1 AND NOT t.withdrawn
      AND NOT EXISTS (SELECT FROM pg_temp.training_seen AS s WHERE s.src_id = t.src_id)
    RETURNING t.src_id
)
INSERT INTO changed_key (kind, src_id, gone) SELECT 'sinau', src_id, true FROM gone ORDER BY 2
ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = true
RETURNING src_id;
