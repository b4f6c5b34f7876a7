-- Indicator: Persentase Pejabat Struktural ASN yang Telah Mengikuti Pendidikan dan Pelatihan
-- Struktural, exact level. Belum resmi: no decree of the site backs this definition. Version 1.
--
-- Runs on the source database with search_path = the schema of the contract views. Columns the
-- contract calls optional are read through to_jsonb, so that a view without them reads as NULL.
--
-- Answer: code (pass, fail, unknown, excluded), reason, stratum, n persons. Every person (distinct
-- NIP) of v_pegawai stands in exactly one row, so the rows add up to all personnel.
--   denominator = pass + fail + unknown; numerator = pass.
--
-- Population: holders of a definitive structural post (pejabat manajerial, UU 20/2023 pasal 14): PNS
-- (PP 11/2017 pasal 54), kedudukan hukum 01, active. Of several posts the highest counts; acting
-- posts do not make a holder; eselon V has no class in PP 11/2017: excluded as not_covered.
--
-- Test: an approved training of the post's own level, at any date ("sesuai dengan jabatan yang
-- diduduki": PerBKN 8/2019 pasal 8 ayat (4); before the post counts too: PP 13/2002 pasal 7). No rule
-- lets a higher level stand for a lower one: those who have only a higher one fail with the reason
-- higher_only, so that the permissive figure can be told beside the strict one.
--   latihanStruktural 5 PIM I/PKN I, 4 PIM II/PKN II, 3 PIM III/PKA, 2 PIM IV/PKP; 1 SEPADA is no
--   level of these; 6, 7, 8 and what is not mapped need a person's look: unknown, unless another
--   row passes. Trainings kept as courses (v_rw_kursus) are not read in this version.
WITH required (eselon, stratum, latihan) AS (
    VALUES ('10', 'jpt_utama', '5'), ('11', 'jpt_madya', '5'), ('12', 'jpt_madya', '5'),
           ('21', 'jpt_pratama', '4'), ('22', 'jpt_pratama', '4'),
           ('31', 'administrator', '3'), ('32', 'administrator', '3'),
           ('41', 'pengawas', '2'), ('42', 'pengawas', '2')
), pegawai AS (
    -- A row without NIP is still a person. Of several rows of one NIP the active one counts.
    SELECT DISTINCT ON (nip) *
    FROM (SELECT coalesce(nullif(btrim(p.nip), ''), '#' || p.src_id) AS nip, p.src_id, p.aktif,
                 upper(btrim(j ->> 'status_asn')) AS status,
                 btrim(j ->> 'kedudukan_hukum_id') AS kedudukan
          FROM v_pegawai AS p, to_jsonb(p) AS j
          WHERE NOT coalesce((j ->> 'is_deleted')::boolean, false)) AS x
    ORDER BY nip, aktif DESC NULLS LAST, status = 'PNS' DESC NULLS LAST, src_id
), riwayat AS (
    SELECT btrim(r.nip) AS nip, r.src_id, r.jenis_jabatan AS jenis, btrim(r.eselon_id) AS eselon,
           r.tmt_jabatan, (j ->> 'is_terakhir')::boolean AS terakhir,
           btrim(j ->> 'jenis_penugasan_id') AS penugasan,
           coalesce(r.is_definitif, false)
               AND coalesce(nullif(btrim(j ->> 'jenis_penugasan_id'), ''), 'D') = 'D' AS definitif
    FROM v_rw_jabatan AS r, to_jsonb(r) AS j
    WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
), jabatan AS (
    -- Where a site does not mark the current post, it is the one with the latest TMT.
    SELECT DISTINCT ON (nip) *
    FROM (SELECT *, coalesce(terakhir,
                             tmt_jabatan = max(tmt_jabatan) OVER (PARTITION BY nip, definitif)) AS kini
          FROM riwayat) AS x
    WHERE kini
    ORDER BY nip, definitif DESC, jenis NULLS LAST, eselon NULLS LAST, src_id
), pelatihan AS (
    SELECT btrim(r.nip) AS nip, btrim(r.latihan_struktural_id) AS code
    FROM v_rw_diklat AS r, to_jsonb(r) AS j
    WHERE r.status_verif = 1 AND NOT coalesce((j ->> 'is_deleted')::boolean, false)
), taken AS (
    SELECT j.nip, bool_or(t.code = q.latihan) AS exact,
           min(coalesce(nullif(t.code, ''), '?'))
               FILTER (WHERE t.code IS NULL OR t.code NOT IN ('1', '2', '3', '4', '5')) AS unclear,
           bool_or(t.code IN ('3', '4', '5') AND t.code > q.latihan) AS higher
    FROM jabatan AS j
    JOIN required AS q ON q.eselon = j.eselon
    JOIN pelatihan AS t ON t.nip = j.nip
    WHERE j.jenis = 1
    GROUP BY j.nip
), verdict AS (
    SELECT CASE
        WHEN p.status IS DISTINCT FROM 'PNS' THEN ARRAY['excluded', 'status:' || coalesce(p.status, '?')]
        WHEN p.kedudukan IS DISTINCT FROM '01'
            THEN ARRAY['excluded', 'kedudukan:' || coalesce(p.kedudukan, '?')]
        WHEN p.aktif IS DISTINCT FROM true THEN ARRAY['excluded', 'inactive']
        WHEN j.nip IS NULL THEN ARRAY['excluded', 'post_missing']
        WHEN j.jenis IS DISTINCT FROM 1 THEN ARRAY['excluded', 'not_structural']
        WHEN NOT j.definitif THEN ARRAY['excluded', 'penugasan:' || coalesce(nullif(j.penugasan, ''), '?')]
        WHEN coalesce(j.eselon, '') = '' THEN ARRAY['unknown', 'eselon_missing']
        WHEN q.stratum IS NULL THEN ARRAY['excluded', 'not_covered:eselon ' || j.eselon]
        WHEN t.exact THEN ARRAY['pass', 'exact_level']
        WHEN t.unclear IS NOT NULL THEN ARRAY['unknown', 'training_code:' || t.unclear]
        WHEN t.higher THEN ARRAY['fail', 'higher_only']
        WHEN t.nip IS NOT NULL THEN ARRAY['fail', 'lower_only']
        ELSE ARRAY['fail', 'no_training']
    END AS v, q.stratum
    FROM pegawai AS p
    LEFT JOIN jabatan AS j ON j.nip = p.nip
    LEFT JOIN required AS q ON q.eselon = j.eselon AND j.jenis = 1
    LEFT JOIN taken AS t ON t.nip = p.nip
)
SELECT v[1] AS code, v[2] AS reason,
       CASE WHEN v[1] = 'excluded' THEN '' ELSE coalesce(stratum, '') END AS stratum, count(*) AS n
FROM verdict
GROUP BY 1, 2, 3
ORDER BY array_position(ARRAY['pass', 'fail', 'unknown', 'excluded'], v[1]), 3, 2;
