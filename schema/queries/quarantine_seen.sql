-- $1 kind. A scan has found these rows as they were when their faults were found, so the faults are
-- still there. Once an hour is often enough to write that down.
UPDATE quarantine AS q SET last_seen = now()
FROM outbox AS o
WHERE q.kind = $1 AND q.last_seen < now() - interval '1 hour'
  AND o.kind = q.kind AND o.src_id = q.src_id AND o.faulty
  AND NOT EXISTS (SELECT FROM changed_key AS c WHERE c.kind = q.kind AND c.src_id = q.src_id);
