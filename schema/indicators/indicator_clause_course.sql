-- Clause course: a course of one of the kinds in `courses` (SIASN jenisDiklat).
INSERT INTO work_evidence
WITH {holder}, record AS (
    SELECT i.nip, i.src_id, i.row ->> 'code' AS code, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'training' AND i.src_id LIKE 'kursus:%'
      AND ($3::jsonb -> 'courses') ? coalesce(i.row ->> 'code', '')
), judged AS (
    SELECT r.*, CASE WHEN (SELECT yes FROM at_tmt) AND h.day = '' THEN 'tmt_kosong'
                                         WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong' ELSE '' END AS doubt
    FROM holder AS h
    JOIN record AS r ON r.nip = h.nip
    WHERE r.date <= h.day OR h.day = ''
), best AS (
    SELECT DISTINCT ON (nip) * FROM judged ORDER BY nip, doubt <> '', src_id
)
SELECT h.nip, $3::jsonb ->> 'id', v.result, v.result, CASE WHEN b.nip IS NULL THEN 'tidak_ada_pelatihan' ELSE b.doubt END,
       coalesce(b.code, ''), (SELECT string_agg(k, '/' ORDER BY o) FROM jsonb_array_elements_text($3::jsonb -> 'courses') WITH ORDINALITY AS t (k, o)),
       CASE WHEN b.nip IS NULL THEN '' ELSE 'training' END, coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM holder AS h
LEFT JOIN best AS b ON b.nip = h.nip
CROSS JOIN LATERAL (SELECT CASE WHEN b.nip IS NULL THEN 1 WHEN b.doubt <> '' THEN 2 ELSE 3 END::smallint AS result) AS v
