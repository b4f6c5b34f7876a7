-- $1 doc_id after which to go on, $2 limit. Files below the root that nobody is working on, with what
-- they looked like when they were last read.
SELECT doc_id, nip, path, file_stamp FROM document
WHERE doc_id > $1 AND origin = 'path' AND state IN ('done', 'rejected')
  AND nip IS NOT NULL AND NOT faulty AND NOT shadowed AND NOT gone
ORDER BY doc_id LIMIT $2::int;
