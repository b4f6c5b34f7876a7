-- $1 OPD (id or part of the name; NULL: all), $2 BKN code[], $3 kind[] (NULL: any), $4 fault code[],
-- $5 field[] (NULL: any). Active persons of each OPD, and how many of them have each defect.
WITH measure AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) AS x (bkn, kind, code, field)
), person AS (
    SELECT nip, coalesce(opd_id, '') AS opd_id, coalesce(opd_name, '') AS opd_name
    FROM employee
    WHERE coalesce(blocked, '') NOT IN ('INACTIVE_EMP', 'PEGAWAI_MISSING')
      AND ($1::text IS NULL OR opd_id = $1 OR strpos(lower(opd_name), lower($1)) > 0)
), hit AS (
    SELECT p.opd_id, m.bkn, count(DISTINCT p.nip) AS affected
    FROM quarantine AS q
    JOIN measure AS m ON m.code = q.code AND coalesce(m.kind, q.kind) = q.kind
                     AND coalesce(m.field, q.field) = q.field
    JOIN person AS p ON p.nip = q.nip
    WHERE q.severity IN ('error', 'warning')
    GROUP BY 1, 2
), opd AS (
    SELECT opd_id, max(opd_name) AS opd_name, count(*) AS persons FROM person GROUP BY opd_id
)
SELECT o.opd_id, o.opd_name, o.persons, h.bkn, h.affected
FROM opd AS o LEFT JOIN hit AS h USING (opd_id)
ORDER BY o.opd_id = '', o.opd_id, h.bkn;
