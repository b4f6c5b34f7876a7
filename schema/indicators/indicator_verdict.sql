-- $1 snapshot, $2 clause[], $3 group[] of each, $4 whether the headline is permissive: the verdict of each person. A group passes by any of its
-- clauses, a person by all of the groups; no clause that applies: excluded as TIDAK_DINILAI. The reason is
-- the first clause, in the rule's order, that made the verdict.
WITH clause AS (
    SELECT * FROM unnest($2::text[], $3::integer[]) WITH ORDINALITY AS t (clause, grp, ord)
), grouped AS MATERIALIZED (
    SELECT e.nip, c.grp, max(e.result) AS strict, max(e.permissive) AS permissive
    FROM work_evidence AS e JOIN clause AS c ON c.clause = e.clause
    GROUP BY e.nip, c.grp
), judged AS MATERIALIZED (
    SELECT nip, min(strict) AS strict, min(permissive) AS permissive,
           CASE WHEN $4::boolean THEN min(permissive) ELSE min(strict) END AS result
    FROM grouped GROUP BY nip
), cause AS (
    SELECT DISTINCT ON (e.nip) e.nip, e.clause || ':' || e.reason AS reason
    FROM judged AS j
    JOIN grouped AS g ON g.nip = j.nip AND CASE WHEN $4 THEN g.permissive ELSE g.strict END = j.result
    JOIN clause AS c ON c.grp = g.grp
    JOIN work_evidence AS e ON e.nip = j.nip AND e.clause = c.clause
         AND CASE WHEN $4 THEN e.permissive ELSE e.result END = j.result
    WHERE j.result < 3
    ORDER BY e.nip, c.ord
), word (code, verdict) AS (
    VALUES (1, 'fail'), (2, 'unknown'), (3, 'pass')
)
INSERT INTO indicator_verdict (snapshot, nip, verdict, strict, permissive, reason, opd, unor, class, jenis, penugasan, sex, tmt, post, near_bup)
SELECT $1::integer, p.nip, coalesce(nullif(p.verdict, ''), v.verdict, 'excluded'),
       coalesce(nullif(p.verdict, ''), s.verdict, 'excluded'), coalesce(nullif(p.verdict, ''), m.verdict, 'excluded'),
       CASE WHEN p.verdict <> '' THEN p.reason WHEN j.nip IS NULL THEN 'TIDAK_DINILAI' ELSE coalesce(c.reason, '') END,
       p.opd, p.unor, p.class, p.jenis, p.penugasan, p.sex, p.tmt, p.post, p.near_bup
FROM work_person AS p
LEFT JOIN judged AS j ON j.nip = p.nip
LEFT JOIN cause AS c ON c.nip = p.nip
LEFT JOIN word AS v ON v.code = j.result
LEFT JOIN word AS s ON s.code = j.strict
LEFT JOIN word AS m ON m.code = j.permissive
ORDER BY p.nip
