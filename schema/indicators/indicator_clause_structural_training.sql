-- Clause structural_training: any training of the person, at any place in the history, of the level the
-- class asks for. Level by code from diklat; from courses of the kinds in structural_courses, and from
-- codes outside orders.training, only as two persons decided (kind review). Strict: the very level;
-- permissive: that level or a higher one. match = any: a level of any height. certificate: with number
-- and file. Of a person's records the one that decides is shown: exact, in doubt, exact without
-- certificate, higher, lower.
INSERT INTO work_evidence
WITH {holder}, ladder AS (
    SELECT code, ord::integer FROM jsonb_array_elements_text($4::jsonb -> 'orders' -> 'training') WITH ORDINALITY AS t (code, ord)
    UNION ALL
    SELECT code, 0 FROM jsonb_array_elements_text($4::jsonb -> 'orders' -> 'training_below') AS code
), need AS (
    SELECT key AS class, value AS code, l.ord FROM jsonb_each_text($3::jsonb -> 'required') JOIN ladder AS l ON l.code = value
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'code', '') AS code, coalesce(i.row ->> 'date', '') AS date,
           coalesce(i.row ->> 'number', '') AS number, coalesce(i.row ->> 'siasn_id', '') AS siasn_id,
           coalesce(i.row ->> 'document', '') AS document,
           CASE WHEN v.row IS NOT NULL THEN v.row ->> 'level'
                WHEN i.src_id LIKE 'diklat:%' THEN coalesce(i.row ->> 'code', '') ELSE '' END AS level
    FROM indicator_input AS i
    LEFT JOIN indicator_input AS v ON v.snapshot = i.snapshot AND v.kind = 'review' AND v.nip = i.nip AND v.src_id = i.src_id
    WHERE i.snapshot = $1::integer AND i.kind = 'training'
      AND (i.src_id LIKE 'diklat:%' OR ($4::jsonb -> 'structural_courses') ? coalesce(i.row ->> 'code', ''))
), judged AS (
    SELECT r.*, l.ord, n.ord AS need,
           CASE WHEN (SELECT yes FROM at_tmt) AND h.day = '' THEN 'tmt_kosong'
                WHEN (SELECT yes FROM at_tmt) AND r.date = '' THEN 'tanggal_kosong'
                WHEN l.ord IS NULL THEN 'perlu_ditelaah' ELSE '' END AS doubt,
           CASE WHEN NOT ($3::jsonb ->> 'certificate')::boolean THEN 't'
                WHEN r.number = '' OR r.document = 'f' THEN 'f' ELSE r.document END AS proof
    FROM holder AS h
    JOIN need AS n ON n.class = h.class
    JOIN record AS r ON r.nip = h.nip
    LEFT JOIN ladder AS l ON l.code = r.level
    WHERE r.level <> 'none' AND (r.date <= h.day OR h.day = '')
), chosen AS (
    SELECT *, CASE WHEN doubt <> '' THEN 2
                   WHEN NOT ($3::jsonb ->> 'match' = 'any' OR ord = need) THEN CASE WHEN ord > need THEN 4 ELSE 5 END
                   WHEN proof = 't' THEN 1 WHEN proof = '' THEN 2 ELSE 3 END AS choice,
           CASE WHEN doubt <> '' THEN 2
                WHEN NOT ($3::jsonb ->> 'match' = 'any' OR ord >= need) THEN 1
                WHEN proof = 't' THEN 3 WHEN proof = '' THEN 2 ELSE 1 END AS generous
    FROM judged
), best AS (
    SELECT DISTINCT ON (nip) *, max(generous) OVER (PARTITION BY nip) AS permissive
    FROM chosen
    ORDER BY nip, choice, src_id
)
SELECT h.nip, $3::jsonb ->> 'id', CASE b.choice WHEN 1 THEN 3 WHEN 2 THEN 2 ELSE 1 END, coalesce(b.permissive, 1),
       CASE b.choice WHEN 1 THEN '' WHEN 2 THEN CASE WHEN b.doubt = '' THEN 'dokumen_tidak_diketahui' ELSE b.doubt END
            WHEN 3 THEN 'tanpa_sertifikat' WHEN 4 THEN 'hanya_lebih_tinggi' WHEN 5 THEN 'hanya_lebih_rendah'
            ELSE 'tidak_ada_pelatihan' END,
       coalesce(b.code, ''), n.code, CASE WHEN b.nip IS NULL THEN '' ELSE 'training' END,
       coalesce(b.src_id, ''), coalesce(b.siasn_id, ''), coalesce(b.document, '')
FROM holder AS h
JOIN need AS n ON n.class = h.class
LEFT JOIN best AS b ON b.nip = h.nip
