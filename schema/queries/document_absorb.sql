-- Documents as the source has them now: $1 doc_id[], $2 owner_view[], $3 src_id[], $4 type[],
-- $5 origin[], $6 path[], $7 updated_at[], $8 faulty[]. What is under way stays under way: its end
-- sees the newer rev. What was sent for another record or as another type counts for nothing.
INSERT INTO document AS d (doc_id, owner_view, src_id, doc_type, origin, path, stamped_at, faulty,
                           state, due_at)
SELECT x.*, CASE WHEN x.faulty THEN 'rejected' ELSE 'waiting' END,
       CASE WHEN x.faulty THEN NULL ELSE now() END
FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[], $6::text[],
            $7::timestamptz[], $8::bool[])
     AS x (doc_id, owner_view, src_id, doc_type, origin, path, stamped_at, faulty)
ON CONFLICT (doc_id) DO UPDATE
SET owner_view = EXCLUDED.owner_view, src_id = EXCLUDED.src_id, doc_type = EXCLUDED.doc_type,
    origin = EXCLUDED.origin, path = EXCLUDED.path, stamped_at = EXCLUDED.stamped_at,
    faulty = EXCLUDED.faulty, gone = false, rev = d.rev + 1, tries = 0, changed_at = now(),
    kind = CASE WHEN (d.owner_view, d.src_id, d.doc_type)
                     = (EXCLUDED.owner_view, EXCLUDED.src_id, EXCLUDED.doc_type) THEN d.kind END,
    nip = CASE WHEN (d.owner_view, d.src_id, d.doc_type)
                    = (EXCLUDED.owner_view, EXCLUDED.src_id, EXCLUDED.doc_type) THEN d.nip END,
    sent_sha256 = CASE WHEN d.doc_type = EXCLUDED.doc_type THEN d.sent_sha256 END,
    state = CASE WHEN d.state IN ('inflight', 'doubt') THEN d.state ELSE EXCLUDED.state END,
    due_at = CASE WHEN d.state IN ('inflight', 'doubt') THEN d.due_at ELSE EXCLUDED.due_at END;
