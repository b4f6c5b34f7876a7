-- :rows delivered records of :rows / 10 persons, without the indexes' order being built row by row.
SET synchronous_commit = off;
SET session_replication_role = replica;
INSERT INTO siasn.employee (nip) SELECT lpad(i::text, 18, '0') FROM generate_series(1, GREATEST(:rows / 10, 1)) AS i;
INSERT INTO siasn.outbox (kind, src_id, nip, kind_order, sort_key, op, payload, content_hash, state, faulty)
SELECT 'kursus', i::text, lpad((1 + i / 10)::text, 18, '0'), 50, '', 'upsert', '{}', 'x', 'done', false FROM generate_series(1, :rows) AS i;
ANALYZE siasn.outbox, siasn.employee;
