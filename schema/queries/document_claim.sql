-- $1 nip[]. Documents of the persons that are due, and all that are in doubt.
SELECT nip, doc_id, kind, src_id, doc_type, origin, path, rev, state, coalesce(due_at <= now(), false),
       tries, looks, intent_sha256, intent_uri,
       (extract(epoch FROM now() - intent_at) * 1000)::bigint, sent_sha256, sent_to
FROM document
WHERE nip = ANY ($1::text[]) AND (state = 'doubt' OR due_at <= now() AND NOT shadowed AND NOT gone)
ORDER BY nip, kind, src_id, doc_type;
