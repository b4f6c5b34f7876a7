-- $1 nip[], $2 doc_id[], $3 rev[], $4 sha256[], $5 uri[]: uploads about to leave, with what the row at
-- SIASN holds now. One whose file has changed since it was read is left out of the answer.
UPDATE document AS d
SET state = 'inflight', due_at = NULL, looks = 0, intent_sha256 = x.sha256, intent_uri = x.uri,
    intent_at = clock_timestamp()
FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[])
     AS x (nip, doc_id, rev, sha256, uri)
WHERE d.doc_id = x.doc_id AND d.nip = x.nip AND d.rev = x.rev AND d.state IN ('waiting', 'retry')
  AND NOT d.shadowed AND NOT d.gone
RETURNING d.doc_id;
