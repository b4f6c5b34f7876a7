-- $1 nip[]. Which completions say what a record of the same person says already: SIMPEG's courses and
-- structural trainings first, then an earlier completion. The same certificate number in the same
-- year, or the same course name ending the same day (simpeg.md section 5: nip and number, else nip,
-- name and end date). A record that has become faulty holds its place until it is mended or goes.
-- Completions whose answer has changed wait to be worked on again. One person at a time, so that each
-- record is taken apart once.
WITH found AS (
    SELECT f.*
    FROM (SELECT DISTINCT nip FROM training WHERE nip = ANY ($1::text[])) AS n
    CROSS JOIN LATERAL (
        WITH record AS MATERIALIZED (
            SELECT o.kind, o.src_id, o.faulty, u.src_id IS NOT NULL AS sinau,
                   CASE WHEN u.src_id IS NOT NULL THEN u.number_key
                        ELSE training_number_key(coalesce(p ->> 'nomorSertipikat', p ->> 'nomor'))
                   END AS number_key,
                   CASE WHEN u.src_id IS NOT NULL THEN u.tahun
                        ELSE coalesce(p ->> 'tahunKursus', p ->> 'tahun')::int END AS tahun,
                   CASE WHEN u.src_id IS NOT NULL THEN u.name_key
                        ELSE training_name_key(p ->> 'namaKursus') END AS name_key,
                   CASE WHEN u.src_id IS NOT NULL THEN u.tgl_selesai
                        ELSE to_date(p ->> 'tanggalSelesaiKursus', 'DD-MM-YYYY') END AS selesai
            FROM outbox AS o
            LEFT JOIN training AS u ON o.kind = 'kursus' AND u.src_id = o.src_id
            CROSS JOIN LATERAL (SELECT CASE WHEN u.src_id IS NULL THEN o.payload::jsonb END AS p
                                OFFSET 0) AS x
            WHERE o.nip = n.nip AND o.kind IN ('kursus', 'diklat') AND o.op = 'upsert'
        )
        SELECT DISTINCT ON (t.src_id) t.src_id, r.kind, r.src_id AS twin,
               CASE WHEN r.faulty THEN t.twin_by
                    WHEN r.number_key = t.number_key AND r.tahun = t.tahun THEN 'number'
                    ELSE 'name' END AS by
        FROM training AS t
        JOIN record AS r
          ON (NOT r.sinau OR r.src_id < t.src_id)
         AND CASE WHEN r.faulty THEN (r.kind, r.src_id) = (t.twin_kind, t.twin_src_id)
                  ELSE (r.number_key = t.number_key AND r.tahun = t.tahun)
                    OR (r.name_key = t.name_key AND r.selesai = t.tgl_selesai)
             END
        WHERE t.nip = n.nip AND NOT t.withdrawn
        ORDER BY t.src_id, r.sinau, r.kind DESC, (r.number_key = t.number_key) DESC NULLS LAST,
                 r.src_id
    ) AS f
), told AS (
    UPDATE training AS t
    SET twin_kind = f.kind, twin_src_id = f.twin, twin_by = f.by,
        twin_since = CASE WHEN f.twin IS NOT NULL THEN now() END
    FROM (SELECT u.src_id, g.kind, g.twin, g.by
          FROM training AS u LEFT JOIN found AS g ON g.src_id = u.src_id
          WHERE u.nip = ANY ($1::text[]) AND (u.twin_src_id IS NOT NULL OR g.twin IS NOT NULL)
            AND (u.twin_kind, u.twin_src_id) IS DISTINCT FROM (g.kind, g.twin)) AS f
    WHERE t.src_id = f.src_id
    RETURNING t.src_id
)
INSERT INTO changed_key (kind, src_id) SELECT 'sinau', src_id FROM told ORDER BY 2
ON CONFLICT (kind, src_id) DO UPDATE SET mark = nextval('changed_key_mark'), gone = false;
