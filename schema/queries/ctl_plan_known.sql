-- $1 kind, $2 src_id[], $3 nip[]: differing rows. Whether SIASN has been read for the person, and whether the
-- row's record is on its way already.
SELECT x.src_id, e.pns_id IS NOT NULL, coalesce(o.state IN ('ready', 'retry', 'inflight', 'doubt'), false)
FROM unnest($2::text[], $3::text[]) AS x (src_id, nip)
LEFT JOIN employee AS e ON e.nip = x.nip
LEFT JOIN outbox AS o ON o.kind = $1 AND o.src_id = x.src_id;
