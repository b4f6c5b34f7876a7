-- Documents by the kind of their record and by state; how many records stand at SIASN without one of
-- theirs; what the signatures are worth. Kind "-": the record is not known (yet).
SELECT coalesce(d.kind, '-'), count(*) FILTER (WHERE NOT d.shadowed),
       count(*) FILTER (WHERE NOT d.shadowed AND d.state = 'waiting'),
       count(*) FILTER (WHERE d.state = 'inflight'),
       count(*) FILTER (WHERE NOT d.shadowed AND d.state = 'retry'),
       count(*) FILTER (WHERE d.state = 'doubt'),
       count(*) FILTER (WHERE NOT d.shadowed AND d.state = 'done'),
       count(*) FILTER (WHERE NOT d.shadowed AND d.state = 'rejected'),
       count(DISTINCT d.src_id) FILTER (WHERE NOT d.shadowed AND d.state <> 'done' AND o.state = 'done'),
       count(*) FILTER (WHERE d.signature IS NOT NULL AND d.signature <> 'none'),
       count(*) FILTER (WHERE d.signature = 'valid')
FROM document AS d LEFT JOIN outbox AS o ON o.kind = d.kind AND o.src_id = d.src_id
WHERE NOT d.gone
GROUP BY d.kind
ORDER BY min(o.kind_order), d.kind;
