-- Clause rank: the rank held on the day reaches what `required` asks for the class, or one place below
-- where the rule allows it. The newest rank counts, not the highest.
INSERT INTO work_evidence
WITH {holder}, ladder AS (
    SELECT code, ord::integer FROM jsonb_array_elements_text($4::jsonb -> 'orders' -> 'rank') WITH ORDINALITY AS t (code, ord)
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'code', '') AS code, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'rank'
), newest AS (
    SELECT DISTINCT ON (h.nip) r.*, l.ord,
           CASE WHEN (SELECT yes FROM at_tmt) AND h.day = '' THEN 'tmt_kosong'
                WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong'
                WHEN r.code = '' THEN 'kode_kosong'
                WHEN l.ord IS NULL THEN 'kode_tidak_dikenal' ELSE '' END AS doubt
    FROM holder AS h
    JOIN record AS r ON r.nip = h.nip
    LEFT JOIN ladder AS l ON l.code = r.code
    WHERE r.date <= h.day OR h.day = ''
    ORDER BY h.nip, r.date COLLATE "C" DESC, l.ord DESC NULLS LAST, r.src_id
), need AS (
    SELECT key AS class, value AS code,
           l.ord - CASE WHEN ($3::jsonb ->> 'allow_one_below')::boolean THEN 1 ELSE 0 END AS ord
    FROM jsonb_each_text($3::jsonb -> 'required') JOIN ladder AS l ON l.code = value
)
SELECT h.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE WHEN b.nip IS NULL THEN 'pangkat_kosong' WHEN b.doubt <> '' THEN b.doubt
            WHEN v.result = 1 THEN 'pangkat_kurang' ELSE '' END,
       coalesce(b.code, ''), n.code, CASE WHEN b.nip IS NULL THEN '' ELSE 'rank' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM holder AS h
JOIN need AS n ON n.class = h.class
LEFT JOIN newest AS b ON b.nip = h.nip
CROSS JOIN LATERAL (SELECT CASE WHEN b.nip IS NULL OR b.doubt <> '' THEN 2
                                WHEN b.ord >= n.ord THEN 3 ELSE 1 END::smallint AS result) AS v
