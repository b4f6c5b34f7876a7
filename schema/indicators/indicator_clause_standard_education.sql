-- Clause standard_education: the highest level reaches what the post's standard asks for. A post without
-- standard is unknown; a standard without level does not apply.
INSERT INTO work_evidence
WITH {holder}, {standard}, ladder AS (
    SELECT code, ord::integer FROM jsonb_array_elements($4::jsonb -> 'orders' -> 'education') WITH ORDINALITY AS t (step, ord),
           jsonb_array_elements_text(step) AS code
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'code', '') AS code, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'education'
), judged AS (
    SELECT r.*, l.ord, n.ord AS need,
           CASE WHEN n.ord IS NULL THEN 'standar_tidak_dikenal'
                WHEN (SELECT yes FROM at_tmt) AND a.day = '' THEN 'tmt_kosong'
                WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong'
                WHEN r.code = '' THEN 'kode_kosong'
                WHEN l.ord IS NULL THEN 'kode_tidak_dikenal' ELSE '' END AS doubt
    FROM asked AS a
    JOIN record AS r ON r.nip = a.nip
    LEFT JOIN ladder AS l ON l.code = r.code
    LEFT JOIN ladder AS n ON n.code = a.row ->> 'level'
    WHERE a.row ? 'level' AND (r.date <= a.day OR a.day = '')
), best AS (
    SELECT DISTINCT ON (nip) *, CASE WHEN doubt = '' AND ord >= need THEN 1 WHEN doubt <> '' THEN 2 ELSE 3 END AS choice
    FROM judged
    ORDER BY nip, choice, ord DESC NULLS LAST, src_id
)
SELECT a.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE WHEN a.row IS NULL THEN 'standar_tidak_ada' WHEN b.nip IS NULL THEN 'COM_3' WHEN b.choice = 1 THEN ''
            WHEN b.choice = 2 THEN b.doubt ELSE 'pendidikan_kurang' END,
       coalesce(b.code, ''), coalesce(a.row ->> 'level', ''), CASE WHEN b.nip IS NULL THEN '' ELSE 'education' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM asked AS a
LEFT JOIN best AS b ON b.nip = a.nip
CROSS JOIN LATERAL (SELECT CASE b.choice WHEN 1 THEN 3 WHEN 3 THEN 1 ELSE 2 END::smallint AS result) AS v
WHERE a.row IS NULL OR a.row ? 'level'
