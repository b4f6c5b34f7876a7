-- $1 list. What the incoming list would change: items known and incoming, added, changed, gone,
-- back, and whether all is as it was (the hash is returned too).
WITH known AS (
    SELECT * FROM reference_item WHERE list = $1
), incoming AS (
    SELECT * FROM reference_incoming WHERE list = $1
), difference AS (
    SELECT count(*) FILTER (WHERE k.id IS NOT NULL AND k.gone_at IS NULL) AS known,
           count(i.id) AS incoming,
           count(*) FILTER (WHERE k.id IS NULL) AS added,
           count(*) FILTER (WHERE k.gone_at IS NULL
               AND (k.name, k.parent, k.code, k.level, k.title, k.active)
                   <> (i.name, i.parent, i.code, i.level, i.title, i.active)) AS changed,
           count(*) FILTER (WHERE i.id IS NULL AND k.gone_at IS NULL) AS gone,
           count(*) FILTER (WHERE i.id IS NOT NULL AND k.gone_at IS NOT NULL) AS back
    FROM known AS k FULL JOIN incoming AS i ON i.id = k.id
), digest AS (
    SELECT encode(sha256(convert_to(coalesce(string_agg(i.raw::text, chr(30) ORDER BY i.id), ''),
                                    'UTF8')), 'hex') AS hash
    FROM incoming AS i
)
SELECT d.known, d.incoming, d.added, d.changed, d.gone, d.back, g.hash,
       coalesce((SELECT l.hash = g.hash FROM reference_list AS l WHERE l.list = $1), false)
FROM difference AS d, digest AS g;
