-- What became of the rows of :kind ('' = of all kinds that are written): rows, created, updated,
-- adopted, found the same (or just read), in quarantine.
SELECT count(*), count(*) FILTER (WHERE state = 'done' AND outcome = 'created'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'updated'),
       count(*) FILTER (WHERE state = 'done' AND outcome = 'adopted'),
       count(*) FILTER (WHERE state = 'done' AND outcome IN ('same', 'read')),
       count(*) FILTER (WHERE state = 'rejected')
FROM siasn.outbox
WHERE kind = :'kind' OR (:'kind' = '' AND op <> 'compare');
