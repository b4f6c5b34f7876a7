-- Clause standard_training: every training the standard names. With a code of latihanStruktural: a level
-- by code, as in structural_training (strict the very level, permissive or higher). With a name only: a
-- training of the same name, letters' case and blanks aside, and at least its hours; without one it is
-- unknown, because names are no proof. The worst of the demands decides.
INSERT INTO work_evidence
WITH {holder}, {standard}, ladder AS (
    SELECT code, ord::integer FROM jsonb_array_elements_text($4::jsonb -> 'orders' -> 'training') WITH ORDINALITY AS t (code, ord)
), demand AS (
    SELECT s.src_id AS standard, o AS ord, coalesce(t ->> 'code', '') AS code, l.ord AS need, coalesce((t ->> 'hours')::integer, 0) AS hours,
           lower(btrim(regexp_replace(coalesce(t ->> 'name', '') COLLATE "C", '\s+', ' ', 'g'))) AS name
    FROM standard AS s, jsonb_array_elements(s.row -> 'trainings') WITH ORDINALITY AS x (t, o)
    LEFT JOIN ladder AS l ON l.code = t ->> 'code'
), record AS (
    SELECT i.nip, i.src_id, coalesce(i.row ->> 'date', '') AS date, coalesce((i.row ->> 'hours')::integer, 0) AS hours,
           lower(btrim(regexp_replace(coalesce(i.row ->> 'name', '') COLLATE "C", '\s+', ' ', 'g'))) AS name,
           coalesce(i.row ->> 'siasn_id', '') AS siasn_id, coalesce(i.row ->> 'document', '') AS document, l.ord
    FROM indicator_input AS i
    LEFT JOIN indicator_input AS v ON v.snapshot = i.snapshot AND v.kind = 'review' AND v.nip = i.nip AND v.src_id = i.src_id
    LEFT JOIN ladder AS l ON l.code = CASE WHEN v.row IS NOT NULL THEN v.row ->> 'level'
                                           WHEN i.src_id LIKE 'diklat:%' THEN i.row ->> 'code' END
    WHERE i.snapshot = $1::integer AND i.kind = 'training'
), tried AS (
    SELECT a.nip, d.ord AS demand, d.code, d.name, r.src_id, r.siasn_id, r.document,
           CASE WHEN r.src_id IS NULL THEN CASE WHEN d.code = '' THEN 2 ELSE 1 END
                WHEN d.code <> '' AND d.need IS NULL THEN 2
                WHEN d.code <> '' THEN CASE WHEN r.ord = d.need THEN 3 ELSE 1 END
                WHEN r.name = d.name AND r.hours >= d.hours THEN 3 ELSE 2 END AS result,
           CASE WHEN r.src_id IS NULL THEN CASE WHEN d.code = '' THEN 2 ELSE 1 END
                WHEN d.code <> '' AND d.need IS NULL THEN 2
                WHEN d.code <> '' THEN CASE WHEN r.ord >= d.need THEN 3 ELSE 1 END
                WHEN r.name = d.name AND r.hours >= d.hours THEN 3 ELSE 2 END AS permissive
    FROM asked AS a
    JOIN demand AS d ON d.standard = a.standard
    LEFT JOIN record AS r ON r.nip = a.nip AND (r.date <= a.day OR a.day = '')
         AND NOT ((SELECT yes FROM at_tmt) AND (r.date = '' OR a.day = ''))
), met AS (
    SELECT DISTINCT ON (nip, demand) *, max(permissive) OVER (PARTITION BY nip, demand) AS generous
    FROM tried
    ORDER BY nip, demand, result DESC, src_id
), worst AS (
    SELECT DISTINCT ON (nip) *, min(generous) OVER (PARTITION BY nip) AS least FROM met ORDER BY nip, result, demand
)
SELECT a.nip, $3::jsonb ->> 'id', coalesce(w.result, 2)::smallint, coalesce(w.least, 2)::smallint,
       CASE WHEN a.row IS NULL THEN 'standar_tidak_ada' WHEN w.result = 3 THEN '' WHEN w.result = 2 THEN 'nama_tidak_terbukti' ELSE 'pelatihan_kurang' END,
       CASE w.result WHEN 3 THEN coalesce(nullif(w.code, ''), w.name) ELSE '' END, coalesce(nullif(w.code, ''), w.name, ''),
       CASE WHEN w.result = 3 THEN 'training' ELSE '' END,
       CASE WHEN w.result = 3 THEN w.src_id ELSE '' END, CASE WHEN w.result = 3 THEN w.siasn_id ELSE '' END, CASE WHEN w.result = 3 THEN w.document ELSE '' END
FROM asked AS a
LEFT JOIN worst AS w ON w.nip = a.nip
WHERE a.row IS NULL OR w.nip IS NOT NULL
