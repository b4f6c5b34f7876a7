-- What only the state can tell: notes of a SIASN id that SIASN does not have (ID_STALE; the list
-- was read, the record found otherwise), and keys that SIMPEG gave to another person while the old
-- person's record still stands at SIASN (PK_REUSED). See absorb_moved.sql for the names of the latter.
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT o.kind, o.src_id, 'ID_STALE', 'siasn_id', o.nip, o.hint_id, 'warning'
FROM outbox AS o JOIN link AS l USING (kind, src_id)
WHERE o.hint_id IS NOT NULL AND o.state = 'done' AND lower(l.siasn_id) <> lower(o.hint_id)
  AND NOT EXISTS (SELECT FROM remote_row AS r
                  WHERE r.kind = o.kind AND r.nip = o.nip AND lower(r.siasn_id) = lower(o.hint_id))
UNION ALL
SELECT DISTINCT ON (o.kind, o.src_id) o.kind, o.src_id, 'PK_REUSED', '', o.nip, old.src_id, 'warning'
FROM outbox AS old
JOIN outbox AS o ON o.kind = old.kind AND o.src_id = left(old.src_id, strpos(old.src_id, '#' || old.nip) - 1)
WHERE old.op = 'delete' AND strpos(old.src_id, '#' || old.nip) > 1 AND o.nip <> old.nip
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, last_seen = clock_timestamp();
