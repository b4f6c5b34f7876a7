-- $1 nip[], $2 kind[]
DELETE FROM followup AS f USING unnest($1::text[], $2::text[]) AS x (nip, kind)
WHERE f.nip = x.nip AND f.kind = x.kind;
