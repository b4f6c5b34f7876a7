-- $1 doc_id[]. Their files look different: they are read again, and sent if their bytes differ.
UPDATE document SET rev = rev + 1, state = 'waiting', due_at = now(), tries = 0, changed_at = now()
WHERE doc_id = ANY ($1::text[]) AND state IN ('done', 'rejected') AND NOT faulty;
