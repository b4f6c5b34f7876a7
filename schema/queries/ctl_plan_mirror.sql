-- $1 nip[]. What SIASN had when it was last read: nip, kind, row (NULL: the list was read and had none).
SELECT r.nip, r.kind, r.row FROM remote_row AS r WHERE r.nip = ANY ($1::text[])
UNION ALL
SELECT DISTINCT o.nip, o.kind, NULL::jsonb
FROM outbox AS o JOIN employee AS e USING (nip)
WHERE o.nip = ANY ($1::text[]) AND e.pns_id IS NOT NULL
  AND (o.outcome IS NOT NULL OR (o.state = 'rejected' AND NOT o.faulty AND e.blocked IS NULL))
  AND NOT EXISTS (SELECT FROM remote_row AS r WHERE r.nip = o.nip AND r.kind = o.kind);
