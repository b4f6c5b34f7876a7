-- $1 owner_view[], $2 src_id[], $3 type[]: places of which a document has come, changed or gone. Of
-- several in one place the newest goes. One that comes to the front again is sent anew, since SIASN
-- holds the other's bytes.
WITH ranked AS (
    SELECT d.doc_id,
           row_number() OVER place > 1 AS shadowed, first_value(d.doc_id) OVER place AS winner
    FROM document AS d
    WHERE NOT d.gone AND (d.src_id, d.owner_view, d.doc_type) IN
          (SELECT x.src_id, x.view, x.type
           FROM unnest($1::text[], $2::text[], $3::int[]) AS x (view, src_id, type))
    WINDOW place AS (PARTITION BY d.src_id, d.owner_view, d.doc_type
                     ORDER BY d.faulty, d.stamped_at DESC NULLS LAST, d.doc_id DESC)
), turned AS (
    UPDATE document AS d
    SET shadowed = r.shadowed, rev = d.rev + 1,
        sent_sha256 = CASE WHEN r.shadowed THEN d.sent_sha256 END,
        state = CASE WHEN r.shadowed OR d.faulty OR d.state IN ('inflight', 'doubt') THEN d.state
                     ELSE 'waiting' END,
        due_at = CASE WHEN r.shadowed OR d.faulty OR d.state IN ('inflight', 'doubt') THEN d.due_at
                      ELSE now() END
    FROM ranked AS r WHERE d.doc_id = r.doc_id AND d.shadowed <> r.shadowed
    RETURNING d.doc_id, d.nip, d.shadowed, r.winner
), settled AS (
    DELETE FROM quarantine AS q USING turned AS t
    WHERE q.kind = 'dokumen' AND q.src_id = t.doc_id
)
INSERT INTO quarantine (kind, src_id, code, nip, value, severity)
SELECT 'dokumen', t.doc_id, 'DOC_DUPLICATE', coalesce(t.nip, ''), t.winner, 'info'
FROM turned AS t WHERE t.shadowed
ON CONFLICT (kind, src_id, code, field) DO UPDATE SET value = EXCLUDED.value, last_seen = now();
