-- $1 BKN code[], $2 kind[] (NULL: any), $3 fault code[], $4 field[] (NULL: any). Active persons, and for each
-- indicator whether the last survey could measure it and how many persons it affects.
WITH measure AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS x (bkn, kind, code, field)
), measured AS (
    SELECT DISTINCT m.bkn
    FROM measure AS m
    JOIN survey_check AS s ON s.code = m.code AND coalesce(m.kind, s.kind) = s.kind
                          AND coalesce(m.field, s.field) = s.field
    WHERE s.measured
), hit AS (
    SELECT m.bkn, count(DISTINCT q.nip) AS affected
    FROM quarantine AS q
    JOIN measure AS m ON m.code = q.code AND coalesce(m.kind, q.kind) = q.kind
                     AND coalesce(m.field, q.field) = q.field
    JOIN employee AS e ON e.nip = q.nip
    WHERE q.severity IN ('error', 'warning') AND coalesce(e.blocked, '') NOT IN ('INACTIVE_EMP', 'PEGAWAI_MISSING')
    GROUP BY 1
)
SELECT d.bkn, coalesce(h.affected, 0),
       (SELECT count(*) FROM employee WHERE coalesce(blocked, '') NOT IN ('INACTIVE_EMP', 'PEGAWAI_MISSING'))
FROM measured AS d LEFT JOIN hit AS h USING (bkn) ORDER BY 1;
