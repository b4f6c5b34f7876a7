-- What became of the documents, by the kind of their record: rows, sent, waiting for their record, in
-- quarantine.
SELECT coalesce(kind, '-'), count(*), count(*) FILTER (WHERE state = 'done'),
       count(*) FILTER (WHERE state NOT IN ('done', 'rejected')), count(*) FILTER (WHERE state = 'rejected')
FROM siasn.document
WHERE NOT shadowed AND NOT gone
GROUP BY kind
ORDER BY 1;
