-- $1 kind that says who exists, $2 nip[]: persons of whom a row has gone. One who has another row (it
-- came back under another key, or a NIP stands twice) is still known.
UPDATE employee AS e SET blocked = 'PEGAWAI_MISSING'
FROM unnest($2::text[]) AS x (nip)
WHERE e.nip = x.nip
  AND NOT EXISTS (SELECT FROM outbox AS o WHERE o.nip = e.nip AND o.kind = $1 AND o.op <> 'delete');
