-- Quality figures from the readings of SIASN, by kind, over persons read so far: persons read, records of ours that
-- should be there, those without any finding, those of which a field differs (open: nobody is at it), rows
-- missing at SIASN (open), rows only at SIASN, and of the open differences how many somebody made at SIASN.
WITH read AS (
    SELECT nip FROM employee WHERE reconciled_at > '-infinity'
), ours AS (
    SELECT o.kind, min(o.kind_order) AS kind_order, count(*) AS records,
           count(*) FILTER (WHERE NOT EXISTS (
               SELECT FROM drift AS d
               WHERE d.nip = o.nip AND d.kind = o.kind AND d.src_id = o.src_id)) AS equal
    FROM outbox AS o JOIN read USING (nip)
    WHERE o.op <> 'delete'
    GROUP BY o.kind
), found AS (
    SELECT kind,
           count(DISTINCT (nip, src_id)) FILTER (WHERE finding = 'field') AS differ,
           count(DISTINCT (nip, src_id)) FILTER (WHERE finding = 'field' AND reason = '') AS differ_open,
           count(*) FILTER (WHERE finding = 'only_simpeg') AS only_simpeg,
           count(*) FILTER (WHERE finding = 'only_simpeg' AND reason = 'missing') AS missing,
           count(*) FILTER (WHERE finding = 'only_siasn') AS only_siasn,
           count(DISTINCT (nip, src_id, siasn_id))
               FILTER (WHERE newer = 'siasn' AND src_id <> '' AND reason IN ('', 'missing')) AS by_hand
    FROM drift GROUP BY kind
)
SELECT coalesce(o.kind, f.kind), (SELECT count(*) FROM read), coalesce(o.records, 0),
       coalesce(o.equal, 0), coalesce(f.differ, 0), coalesce(f.differ_open, 0),
       coalesce(f.only_simpeg, 0), coalesce(f.missing, 0), coalesce(f.only_siasn, 0),
       coalesce(f.by_hand, 0)
FROM ours AS o FULL JOIN found AS f ON f.kind = o.kind
ORDER BY o.kind_order, 1;
