-- Clause education: the highest level held on the day reaches `minimum`. Levels are compared by their
-- place in orders.education, never by name or code: D-IV stands with S-1. Where the post leaves open what
-- it asks for (a jabatan fungsional of unknown jenjang), levels below `certain_from` leave a doubt.
INSERT INTO work_evidence
WITH {holder}, ladder AS (
    SELECT code, ord::integer FROM jsonb_array_elements($4::jsonb -> 'orders' -> 'education') WITH ORDINALITY AS t (step, ord),
           jsonb_array_elements_text(step) AS code
), least AS (
    SELECT l.ord, coalesce(c.ord, l.ord) AS certain FROM ladder AS l LEFT JOIN ladder AS c ON c.code = $3::jsonb ->> 'certain_from'
    WHERE l.code = $3::jsonb ->> 'minimum'
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'code', '') AS code, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'education'
), judged AS (
    SELECT r.*, l.ord, CASE WHEN (SELECT yes FROM at_tmt) AND h.day = '' THEN 'tmt_kosong'
                            WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong'
                            WHEN r.code = '' THEN 'kode_kosong'
                            WHEN l.ord IS NULL THEN 'kode_tidak_dikenal'
                            WHEN l.ord >= least.ord AND l.ord < least.certain THEN 'tergantung_jenjang' ELSE '' END AS doubt
    FROM holder AS h
    JOIN record AS r ON r.nip = h.nip
    LEFT JOIN ladder AS l ON l.code = r.code
    CROSS JOIN least
    WHERE r.date <= h.day OR h.day = ''
), best AS (
    SELECT DISTINCT ON (nip) *, CASE WHEN doubt = '' AND ord >= (SELECT ord FROM least) THEN 1
                                     WHEN doubt <> '' THEN 2 ELSE 3 END AS choice
    FROM judged
    ORDER BY nip, choice, ord DESC NULLS LAST, src_id
)
SELECT h.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE b.choice WHEN 1 THEN '' WHEN 2 THEN b.doubt WHEN 3 THEN 'pendidikan_kurang' ELSE 'COM_3' END,
       coalesce(b.code, ''), $3::jsonb ->> 'minimum', CASE WHEN b.nip IS NULL THEN '' ELSE 'education' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM holder AS h
LEFT JOIN best AS b ON b.nip = h.nip
CROSS JOIN LATERAL (SELECT CASE b.choice WHEN 1 THEN 3 WHEN 3 THEN 1 ELSE 2 END::smallint AS result) AS v
