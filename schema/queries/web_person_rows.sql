-- $1 nip, $2 kind[] of which a person has one row. The person's records as they are sent, beside what SIASN has under the linked id: kind, src_id, payload,
-- SIASN's row, when that was read, what orders rows of a kind. A kind that is one row of the person is linked by being there.
SELECT o.kind, o.src_id, o.payload, r.row::text, to_char(r.seen_at, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM'), o.sort_key
FROM outbox AS o
LEFT JOIN link AS l USING (kind, src_id)
LEFT JOIN LATERAL (SELECT r.row, r.seen_at FROM remote_row AS r
                   WHERE r.kind = o.kind AND r.nip = o.nip AND (r.siasn_id = l.siasn_id OR $2::text[] @> ARRAY[o.kind])
                   ORDER BY r.siasn_id = l.siasn_id DESC NULLS LAST LIMIT 1) AS r ON true
WHERE o.nip = $1
ORDER BY o.kind_order, o.sort_key, o.src_id;
