-- $1 snapshot, $2 a later one, $3 whether their rules differ: persons whose verdict differs, and why.
-- mutation: came, went, or holds another post; data: records or the review of records changed; day: the
-- same records on another day; rule: the same records under another rule. That SIASN's list now tells the
-- jenjang of a jabatan fungsional (JF to JF_KEAHLIAN) is data, no mutation. What SIASN has, its id and
-- the time of a change decide nothing, and are not told.
WITH flipped AS (
    SELECT coalesce(a.nip, b.nip) AS nip, coalesce(a.verdict, 'absent') AS before, coalesce(b.verdict, 'absent') AS after,
           coalesce(a.reason, '') AS reason_before, coalesce(b.reason, '') AS reason_after,
           a.nip IS NULL OR b.nip IS NULL OR (a.post, a.jenis, split_part(a.class, '_', 1), a.unor)
               IS DISTINCT FROM (b.post, b.jenis, split_part(b.class, '_', 1), b.unor) AS moved,
           a.class AS class_before, b.class AS class_after
    FROM (SELECT * FROM indicator_verdict WHERE snapshot = $1) AS a
    FULL JOIN (SELECT * FROM indicator_verdict WHERE snapshot = $2) AS b ON b.nip = a.nip
    WHERE a.verdict IS DISTINCT FROM b.verdict
), own AS (
    SELECT i.snapshot, i.nip, i.kind, i.src_id, i.row - 'siasn' - 'siasn_id' - 'updated' AS row
    FROM indicator_input AS i JOIN flipped AS f ON f.nip = i.nip
    WHERE i.snapshot IN ($1, $2) AND i.kind <> 'ipasn'
      -- another rule may freeze other kinds: only those of both tell of changed data
      AND (NOT $3::boolean OR EXISTS (SELECT FROM indicator_input AS o WHERE o.snapshot = CASE i.snapshot WHEN $1 THEN $2 ELSE $1 END AND o.kind = i.kind))
), records AS (
    SELECT coalesce(x.nip, y.nip) AS nip,
           string_agg(coalesce(x.kind, y.kind) || ' ' || coalesce(x.src_id, y.src_id)
                      || CASE WHEN x.nip IS NULL THEN ' (new)' WHEN y.nip IS NULL THEN ' (gone)' ELSE ' (changed)' END,
                      ', ' ORDER BY coalesce(x.kind, y.kind), coalesce(x.src_id, y.src_id)) AS what
    FROM (SELECT * FROM own WHERE snapshot = $1) AS x
    FULL JOIN (SELECT * FROM own WHERE snapshot = $2) AS y ON y.nip = x.nip AND y.kind = x.kind AND y.src_id = x.src_id
    WHERE x.row IS DISTINCT FROM y.row
    GROUP BY 1
)
SELECT f.nip, f.before, f.after,
       concat_ws('+', CASE WHEN f.moved THEN 'mutation' END, CASE WHEN r.nip IS NOT NULL AND NOT f.moved THEN 'data' END,
                 CASE WHEN $3::boolean THEN 'rule' END, CASE WHEN r.nip IS NULL AND NOT f.moved AND NOT $3 THEN 'day' END),
       f.reason_before, f.reason_after,
       concat_ws('; ', CASE WHEN f.class_before IS DISTINCT FROM f.class_after
                            THEN 'class ' || coalesce(nullif(f.class_before, ''), '-') || ' -> ' || coalesce(nullif(f.class_after, ''), '-') END, r.what)
FROM flipped AS f
LEFT JOIN records AS r ON r.nip = f.nip
ORDER BY f.nip
