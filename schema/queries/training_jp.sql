-- $1 year, $2 nip ('' for all), $3 least hours a year of a PNS. Hours of training (JP) a person and
-- year: structural training, courses of SIMPEG and completions of e-Sinau, each training once.
--
-- Rule: at least 20 JP a year for each PNS, PP 11/2017 pasal 203 ayat (4) as amended by PP 17/2020
-- (simpeg.md section 5). For PPPK it is no obligation: no target, and not in the count of those who
-- reached it. Digits 13 and 14 of the number tell them apart (21: PPPK).
--
-- Counted: records fit to be sent, delivered or not. A training stands once: same certificate number,
-- or same name and last day; structural training before course, SIMPEG before e-Sinau. Completions
-- that are still faulty do not count; they are told beside (waiting).
WITH record AS (
    SELECT o.nip, o.kind, o.src_id, coalesce((p ->> 'jumlahJam')::int, 0) AS jp,
           t.src_id IS NOT NULL AS sinau,
           training_number_key(coalesce(p ->> 'nomorSertipikat', p ->> 'nomor')) AS number_key,
           training_name_key(p ->> 'namaKursus') || '|' || (p ->> 'tanggalSelesaiKursus') AS name_key
    FROM outbox AS o
    CROSS JOIN LATERAL (SELECT o.payload::jsonb AS p OFFSET 0) AS x
    LEFT JOIN training AS t ON o.kind = 'kursus' AND t.src_id = o.src_id
    WHERE o.kind IN ('kursus', 'diklat') AND o.op = 'upsert' AND NOT o.faulty
      AND ($2 = '' OR o.nip = $2) AND t.twin_src_id IS NULL
      AND coalesce(p ->> 'tahunKursus', p ->> 'tahun') = $1
      AND NOT EXISTS (SELECT FROM quarantine AS q
                      WHERE q.kind = o.kind AND q.src_id = o.src_id AND q.code = 'DUP_ROW')
), ranked AS (
    SELECT r.*,
           row_number() OVER (PARTITION BY nip, coalesce(number_key, kind || '|' || src_id)
                              ORDER BY kind, sinau, src_id) AS by_number,
           row_number() OVER (PARTITION BY nip, coalesce(name_key, kind || '|' || src_id)
                              ORDER BY kind, sinau, src_id) AS by_name
    FROM record AS r
), hours AS (
    SELECT nip, count(*) AS trainings, sum(jp) AS jp,
           coalesce(sum(jp) FILTER (WHERE kind = 'diklat'), 0) AS diklat,
           coalesce(sum(jp) FILTER (WHERE kind = 'kursus' AND NOT sinau), 0) AS kursus,
           coalesce(sum(jp) FILTER (WHERE sinau), 0) AS sinau
    FROM ranked WHERE by_number = 1 AND by_name = 1
    GROUP BY nip
), waiting AS (
    SELECT t.nip, count(*) AS n
    FROM training AS t JOIN outbox AS o ON o.kind = 'kursus' AND o.src_id = t.src_id
    WHERE t.tahun::text = $1 AND o.faulty AND t.lulus AND ($2 = '' OR t.nip = $2)
    GROUP BY t.nip
), person AS (
    SELECT nip FROM outbox WHERE kind = 'data_utama' AND op = 'upsert' AND ($2 = '' OR nip = $2)
    UNION SELECT nip FROM hours
    UNION SELECT nip FROM waiting
)
SELECT p.nip, s.status, coalesce(h.jp, 0), coalesce(h.diklat, 0), coalesce(h.kursus, 0),
       coalesce(h.sinau, 0), coalesce(h.trainings, 0), coalesce(w.n, 0), s.target,
       coalesce(h.jp, 0) >= s.target
FROM person AS p
CROSS JOIN LATERAL (
    SELECT CASE WHEN pppk THEN 'PPPK' ELSE 'PNS' END AS status,
           CASE WHEN NOT pppk THEN $3::int END AS target
    FROM (SELECT substr(p.nip, 13, 2) = '21' AS pppk) AS n) AS s
LEFT JOIN hours AS h USING (nip)
LEFT JOIN waiting AS w USING (nip)
ORDER BY p.nip;
