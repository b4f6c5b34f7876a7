-- $1 kind, $2 fault code: rows that a rule held which this site has lifted since. Without their hash the
-- next scan finds them changed.
UPDATE source_row AS s SET hash = 0 FROM quarantine AS q
WHERE q.kind = $1 AND q.code = $2 AND s.kind = q.kind AND s.src_id = q.src_id AND s.hash <> 0;
