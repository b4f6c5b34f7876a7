-- $1 kind, $2 src_id[]; NULL, NULL: all rows. Warns of payloads that name an item their list no
-- longer has or calls inactive, and takes back warnings that no longer hold.
WITH bad AS (
    SELECT DISTINCT ON (o.kind, o.src_id, u.code, u.field) o.kind, o.src_id, o.nip, u.code, u.field,
           coalesce(NULLIF(i.name, ''), i.id) AS value
    FROM outbox AS o
    CROSS JOIN LATERAL jsonb_each_text(o.payload::jsonb) AS p
    JOIN reference_use AS u ON u.field = p.key
    JOIN reference_item AS i ON i.list = u.list AND i.id = p.value
    WHERE o.payload IS NOT NULL AND o.op <> 'delete' AND (i.gone_at IS NOT NULL OR NOT i.active)
      AND ($1::text IS NULL OR (o.kind = $1 AND o.src_id = ANY ($2::text[])))
), settled AS (
    DELETE FROM quarantine AS q
    WHERE q.severity = 'warning' AND q.code IN (SELECT code FROM reference_use)
      AND ($1::text IS NULL OR (q.kind = $1 AND q.src_id = ANY ($2::text[])))
      AND NOT EXISTS (SELECT FROM bad AS b
                      WHERE (b.kind, b.src_id, b.code, b.field) = (q.kind, q.src_id, q.code, q.field))
)
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT kind, src_id, code, field, nip, left(value, 200), 'warning' FROM bad
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, last_seen = now()
WHERE quarantine.severity = 'warning'
RETURNING kind, src_id;
