-- $1 kind, $2 src_id[]: with every batch of rows that is absorbed, and batch by batch over all of them
-- when a list has changed. Warns of payloads that name an item their list no longer has, calls inactive
-- or never had, and takes back warnings that no longer hold. A list that was never pulled says nothing.
WITH used AS (
    SELECT o.kind, o.src_id, o.nip, u.code, u.field, u.list, u.whole, p.value
    FROM unnest($2::text[]) AS x (src_id)
    JOIN outbox AS o ON o.kind = $1 AND o.src_id = x.src_id
    CROSS JOIN LATERAL jsonb_each_text(o.payload::jsonb) AS p
    JOIN reference_use AS u ON u.field = p.key
    WHERE o.payload IS NOT NULL AND o.op <> 'delete' AND p.value <> ''
), bad AS (
    SELECT DISTINCT ON (u.kind, u.src_id, u.code, u.field) u.kind, u.src_id, u.nip, u.code, u.field,
           coalesce(NULLIF(i.name, ''), i.id) AS value
    FROM used AS u JOIN reference_item AS i ON i.list = u.list AND i.id = u.value
    WHERE i.gone_at IS NOT NULL OR NOT i.active
    UNION ALL
    SELECT DISTINCT ON (u.kind, u.src_id, u.field) u.kind, u.src_id, u.nip, 'REF_UNKNOWN', u.field,
           u.value
    FROM used AS u JOIN reference_list AS l ON l.list = u.list AND l.rows > 0
    WHERE u.whole AND NOT EXISTS (SELECT FROM reference_item AS i WHERE i.list = u.list AND i.id = u.value)
), settled AS (
    DELETE FROM quarantine AS q
    USING unnest($2::text[]) AS x (src_id)
    WHERE q.kind = $1 AND q.src_id = x.src_id AND q.severity = 'warning'
      AND EXISTS (SELECT FROM reference_use AS u
                  WHERE u.field = q.field AND q.code IN (u.code, 'REF_UNKNOWN'))
      AND NOT EXISTS (SELECT FROM bad AS b
                      WHERE (b.kind, b.src_id, b.code, b.field) = (q.kind, q.src_id, q.code, q.field))
)
INSERT INTO quarantine (kind, src_id, code, field, nip, value, severity)
SELECT kind, src_id, code, field, nip, left(value, 200), 'warning' FROM bad
ON CONFLICT (kind, src_id, code, field) DO UPDATE
SET nip = EXCLUDED.nip, value = EXCLUDED.value, last_seen = now()
WHERE quarantine.severity = 'warning';
