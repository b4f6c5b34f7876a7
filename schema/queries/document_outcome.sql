-- Outcomes of documents, by array element: $1 nip, $2 doc_id, $3 rev worked on, $4 document type,
-- $5 state if it is still that rev, $6 due in ms then (NULL never, -1 as it was), $7 state if the file
-- has changed meanwhile, $8 due in ms then, $9 tries, $10 looks, $11 sha256 SIASN now holds (NULL: as
-- before), $12 the row it was given to, $13 message.
UPDATE document AS d
SET state = CASE WHEN d.rev = x.rev THEN x.state
                 WHEN d.faulty AND d.state <> 'doubt' AND x.state_newer IN ('waiting', 'retry')
                     THEN 'rejected'
                 ELSE x.state_newer END,
    due_at = CASE WHEN d.rev = x.rev AND x.due_ms = -1 THEN d.due_at
                  WHEN d.rev = x.rev THEN now() + x.due_ms * interval '1 ms'
                  WHEN d.faulty AND d.state <> 'doubt' AND x.state_newer IN ('waiting', 'retry')
                      THEN NULL
                  WHEN x.due_newer_ms = -1 THEN d.due_at
                  ELSE now() + x.due_newer_ms * interval '1 ms' END,
    tries = x.tries, looks = x.looks,
    sent_sha256 = CASE WHEN d.doc_type = x.type THEN coalesce(x.sha256, d.sent_sha256) END,
    sent_to = coalesce(x.sent_to, d.sent_to),
    sent_at = CASE WHEN x.sha256 IS NULL THEN d.sent_at ELSE now() END, message = x.message
FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::text[], $6::bigint[], $7::text[],
            $8::bigint[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[])
     AS x (nip, doc_id, rev, type, state, due_ms, state_newer, due_newer_ms, tries, looks, sha256,
           sent_to, message)
WHERE d.doc_id = x.doc_id AND d.nip = x.nip;
