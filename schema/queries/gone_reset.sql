-- $1 kind whose rows are not deleted at SIASN. What was counted while they were does not count later.
WITH reset AS (
    UPDATE outbox SET gone_scans = 0 WHERE kind = $1 AND op = 'delete' AND gone_scans > 0
    RETURNING src_id
)
UPDATE quarantine AS q SET code = 'DELETE_OFF', value = ''
FROM reset AS r WHERE q.kind = $1 AND q.src_id = r.src_id AND q.code = 'DELETE_WAIT';
