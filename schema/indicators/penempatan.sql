-- Indicator: Persentase Penempatan PNS dalam Jabatan, by education level against class of post.
-- Belum resmi: no decree of the site backs this definition. Version 1.
--
-- Runs on the source database with search_path = the schema of the contract views. Template: the
-- piece in braces is schema/queries/ctl_pendidikan_riwayat.sql, or, where the site has no view
-- v_rw_pendidikan, ctl_pendidikan_pegawai.sql. Columns the contract calls optional are read through
-- to_jsonb, so that a view without them reads as NULL.
--
-- Answer: code (pass, fail, unknown, excluded), reason, stratum, n persons. Every person (distinct
-- NIP) of v_pegawai stands in exactly one row, so the rows add up to all personnel.
--   denominator = pass + fail + unknown; numerator = pass.
--
-- Population: PNS (not CPNS, PPPK), kedudukan hukum 01, active, by the current definitive post; of
-- several the highest. Acting posts (Plt, Plh, Pj, tugas tambahan) do not make a holder.
--
-- Least education        basis                                             BKN's check
--   JPT pratama    D-IV  PP 11/2017 jo PP 17/2020 pasal 107 huruf c         ACC_6
--   administrator  D-IV  PP 11/2017 pasal 54 ayat (1) huruf b               ACC_6
--   pengawas       D-III PP 11/2017 pasal 54                                ACC_6
--   fungsional     SLTA  general practice, no clause found: the least that  ACC_8
--                        any jabatan fungsional asks for; the contract does
--                        not tell its jenjang, so nobody is failed wrongly
--   pelaksana      SLTA  general practice, no clause found
-- Eselon I and V, and no eselon at all (00, 99), have no rule here: excluded as not_covered.
WITH required (jenis, eselon, stratum, least) AS (
    VALUES (1, '21', 'jpt_pratama', '35'), (1, '22', 'jpt_pratama', '35'),
           (1, '31', 'administrator', '35'), (1, '32', 'administrator', '35'),
           (1, '41', 'pengawas', '30'), (1, '42', 'pengawas', '30'),
           (2, '', 'fungsional', '15'), (4, '', 'pelaksana', '15')
), education_rank (code, rank) AS (
    -- SIASN's tingkatPendidikan, two characters; profesi, spesialis and subspesialis stand above
    -- S-1, S-2 and with S-3, which is not the order of their codes. D-IV equals S-1.
    VALUES ('05', 1), ('10', 2), ('12', 2), ('15', 3), ('17', 3), ('18', 3), ('20', 4), ('25', 5),
           ('30', 6), ('35', 7), ('40', 7), ('42', 8), ('45', 9), ('47', 9), ('49', 10), ('50', 10)
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
), pendidikan AS (
    SELECT e.nip, max(k.rank) AS rank, min(e.code) FILTER (WHERE k.code IS NULL) AS strange
    FROM ({pendidikan}) AS e (nip, code)
    LEFT JOIN education_rank AS k ON k.code = e.code
    WHERE e.code <> ''
    GROUP BY e.nip
), verdict AS (
    SELECT CASE
        WHEN p.status IS DISTINCT FROM 'PNS' THEN ARRAY['excluded', 'status:' || coalesce(p.status, '?')]
        WHEN p.kedudukan IS DISTINCT FROM '01'
            THEN ARRAY['excluded', 'kedudukan:' || coalesce(p.kedudukan, '?')]
        WHEN p.aktif IS DISTINCT FROM true THEN ARRAY['excluded', 'inactive']
        WHEN j.nip IS NULL THEN ARRAY['unknown', 'post_missing']
        WHEN NOT j.definitif THEN ARRAY['excluded', 'penugasan:' || coalesce(nullif(j.penugasan, ''), '?')]
        WHEN j.jenis = 1 AND coalesce(j.eselon, '') = '' THEN ARRAY['unknown', 'eselon_missing']
        WHEN j.jenis = 1 AND q.stratum IS NULL THEN ARRAY['excluded', 'not_covered:eselon ' || j.eselon]
        WHEN q.stratum IS NULL THEN ARRAY['unknown', 'jenis_jabatan:' || coalesce(j.jenis::text, '?')]
        WHEN e.rank >= least.rank THEN ARRAY['pass', 'education']
        WHEN e.strange IS NOT NULL THEN ARRAY['unknown', 'education_code:' || e.strange]
        WHEN e.rank IS NULL THEN ARRAY['unknown', 'education_missing']
        ELSE ARRAY['fail', 'education']
    END AS v, q.stratum
    FROM pegawai AS p
    LEFT JOIN jabatan AS j ON j.nip = p.nip
    LEFT JOIN required AS q
           ON q.jenis = j.jenis AND q.eselon = CASE WHEN j.jenis = 1 THEN j.eselon ELSE '' END
    LEFT JOIN education_rank AS least ON least.code = q.least
    LEFT JOIN pendidikan AS e ON e.nip = p.nip
)
SELECT v[1] AS code, v[2] AS reason,
       CASE WHEN v[1] = 'excluded' THEN '' ELSE coalesce(stratum, '') END AS stratum, count(*) AS n
FROM verdict
GROUP BY 1, 2, 3
ORDER BY array_position(ARRAY['pass', 'fail', 'unknown', 'excluded'], v[1]), 3, 2;
