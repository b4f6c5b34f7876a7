-- $1 what, $2 (bool) confirmed ones only.
SELECT m.local_id, m.local_name, m.siasn_id, i.name, p.name, m.score,
       CASE WHEN m.rejected_at IS NOT NULL THEN 'ditolak' WHEN m.confirmed_at IS NOT NULL THEN 'disahkan'
            ELSE 'usulan' END,
       coalesce(m.rejected_by, m.confirmed_by),
       to_char(coalesce(m.rejected_at, m.confirmed_at, m.proposed_at), 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'),
       m.reasons
FROM mapping AS m
LEFT JOIN LATERAL (
    SELECT r.* FROM reference_item AS r
    WHERE r.id = m.siasn_id
      AND r.list = ANY (CASE m.what WHEN 'unor' THEN '{ref-unor}'::text[] WHEN 'pendidikan' THEN '{pendidikan}'
                             WHEN 'diklat' THEN '{latihan-struktural}'
                             ELSE '{jabatan-fungsional,jabatan-fungsional-umum}' END)
    LIMIT 1
) AS i ON true
LEFT JOIN reference_item AS p ON p.list = i.list AND p.id = i.parent
WHERE m.what = $1 AND (NOT $2::bool OR (m.confirmed_at IS NOT NULL AND m.rejected_at IS NULL))
ORDER BY m.local_id, m.siasn_id;
