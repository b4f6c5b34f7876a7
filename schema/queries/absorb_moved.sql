-- $1 kind, $2 src_id[], $3 nip[]. A key that SIMPEG gave to another person (keys are reused after a
-- hard delete, and a NIP is corrected): what we know of the old row stays with the old person under a
-- key of its own. A key that moves to and fro gets a number too.
UPDATE outbox AS o
SET src_id = o.src_id || '#' || o.nip
    || CASE WHEN EXISTS (SELECT FROM outbox AS t
                         WHERE t.kind = o.kind AND t.src_id = o.src_id || '#' || o.nip)
            THEN '#' || nextval('changed_key_mark') ELSE '' END
FROM unnest($2::text[], $3::text[]) AS x (src_id, nip)
WHERE o.kind = $1 AND o.src_id = x.src_id AND o.nip <> x.nip
RETURNING x.src_id, o.src_id;
