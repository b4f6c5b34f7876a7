-- $1 nip[], $2 kind[], $3 due in ms[], $4 message[]
UPDATE followup AS f
SET tries = f.tries + 1, due_at = now() + x.due_ms * interval '1 ms', message = x.message
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS x (nip, kind, due_ms, message)
WHERE f.nip = x.nip AND f.kind = x.kind;
