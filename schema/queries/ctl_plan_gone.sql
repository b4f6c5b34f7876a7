-- $1 kind, $2 src_id[]: rows SIMPEG no longer has. Persons for whom SIASN has been read.
SELECT DISTINCT o.nip FROM outbox AS o JOIN employee AS e USING (nip)
WHERE o.kind = $1 AND o.src_id = ANY ($2::text[]) AND e.pns_id IS NOT NULL;
