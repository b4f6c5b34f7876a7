-- Clause standard_field: one of the person's educations is of a field (SIASN pendidikan id) the standard
-- names, or the standard takes any field. Fields that only have a name cannot be compared: unknown.
INSERT INTO work_evidence
WITH {holder}, {standard}, field AS (
    SELECT s.src_id AS standard, coalesce(f ->> 'field', '') AS field, coalesce(f ->> 'level', '') AS level,
           f ->> 'any' = 't' AS whatever
    FROM standard AS s, jsonb_array_elements(s.row -> 'fields') AS f
), demand AS (
    SELECT standard, coalesce(bool_or(whatever), false) AS whatever, bool_or(field = '' AND whatever IS NOT TRUE) AS vague
    FROM field GROUP BY standard
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'code', '') AS code, coalesce(i.row ->> 'field', '') AS field, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'education'
), judged AS (
    SELECT r.*, CASE WHEN (SELECT yes FROM at_tmt) AND a.day = '' THEN 'tmt_kosong'
                     WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong'
                     WHEN r.field = '' THEN 'bidang_kosong' ELSE '' END AS doubt,
           EXISTS (SELECT FROM field AS f WHERE f.standard = a.standard AND f.field = r.field AND f.field <> '' AND f.level IN ('', r.code)) AS fits
    FROM asked AS a
    JOIN demand AS d ON d.standard = a.standard AND NOT d.whatever
    JOIN record AS r ON r.nip = a.nip
    WHERE r.date <= a.day OR a.day = ''
), best AS (
    SELECT DISTINCT ON (nip) *, CASE WHEN doubt = '' AND fits THEN 1 WHEN doubt <> '' THEN 2 ELSE 3 END AS choice
    FROM judged
    ORDER BY nip, choice, src_id
)
SELECT a.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE WHEN a.row IS NULL THEN 'standar_tidak_ada' WHEN v.result = 3 THEN '' WHEN b.nip IS NULL THEN 'COM_3'
            WHEN b.choice = 2 THEN b.doubt WHEN d.vague THEN 'standar_tanpa_kode' ELSE 'bidang_lain' END,
       coalesce(b.field, ''), CASE WHEN d.whatever THEN 'semua' ELSE coalesce(a.standard, '') END, CASE WHEN b.nip IS NULL THEN '' ELSE 'education' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM asked AS a
LEFT JOIN demand AS d ON d.standard = a.standard
LEFT JOIN best AS b ON b.nip = a.nip
CROSS JOIN LATERAL (SELECT CASE WHEN d.whatever OR b.choice = 1 THEN 3
                                WHEN b.choice = 3 AND NOT d.vague THEN 1 ELSE 2 END::smallint AS result) AS v
WHERE a.row IS NULL OR d.standard IS NOT NULL
