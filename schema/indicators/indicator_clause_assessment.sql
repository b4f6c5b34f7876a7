-- Clause assessment: the newest assessment up to the day is still valid then and its JPM reaches
-- `threshold` percent on the named scale. Valid to its own date, or `validity_years` from its date.
INSERT INTO work_evidence
WITH {holder}, record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'jpm', '') AS jpm, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'until', to_char((i.row ->> 'date')::date + 365 * ($3::jsonb ->> 'validity_years')::integer, 'YYYY-MM-DD'), '') AS until,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document
    FROM indicator_input AS i
    WHERE i.snapshot = $1::integer AND i.kind = 'assessment'
), newest AS (
    SELECT DISTINCT ON (h.nip) r.*, CASE WHEN h.day = '' THEN 'tmt_kosong' WHEN r.date = '' THEN 'tanggal_kosong'
                                         WHEN r.until < h.day THEN 'kedaluwarsa' WHEN r.jpm = '' THEN 'jpm_kosong' ELSE '' END AS doubt
    FROM holder AS h
    JOIN record AS r ON r.nip = h.nip
    WHERE r.date <= h.day OR h.day = ''
    ORDER BY h.nip, r.date COLLATE "C" DESC, r.src_id
)
SELECT h.nip, $3::jsonb ->> 'id', v.result, v.result,
       CASE WHEN b.nip IS NULL THEN 'belum_asesmen' WHEN b.doubt <> '' THEN b.doubt WHEN v.result = 1 THEN 'jpm_kurang' ELSE '' END,
       coalesce(b.jpm, ''), $3::jsonb ->> 'threshold', CASE WHEN b.nip IS NULL THEN '' ELSE 'assessment' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM holder AS h
LEFT JOIN newest AS b ON b.nip = h.nip
CROSS JOIN LATERAL (SELECT CASE WHEN b.nip IS NULL OR b.doubt <> '' THEN 2
                                WHEN b.jpm::numeric >= ($3::jsonb ->> 'threshold')::numeric THEN 3 ELSE 1 END::smallint AS result) AS v
