-- Generator, part 4: who works here. Builds temp table orang (one row per person, all later parts read it) and
-- simpeg.pegawai. Person-level defects are chosen here, because histories of such a person are "turunan".

-- Structural posts in an order that gives every echelon its share at any size.
CREATE TEMP TABLE pos AS
SELECT row_number() OVER (ORDER BY bagian, eselon_kode, kode) AS urut, kode, eselon_kode FROM (
    SELECT kode, eselon_kode, (row_number() OVER (PARTITION BY eselon_kode ORDER BY contoh.acak('pos' || kode, 1000000), kode) - 1)::float
           / count(*) OVER (PARTITION BY eselon_kode) AS bagian
      FROM simpeg.unit_kerja WHERE eselon_kode IS NOT NULL) AS p;

-- Unit pools: where teachers, health workers and the others sit.
CREATE TEMP TABLE unit_pool AS
SELECT CASE WHEN jenis IN ('SD', 'SMP') THEN 'GURU' WHEN jenis IN ('PKM', 'RS') THEN 'NAKES' ELSE 'KANTOR' END AS pool, kode, nama,
       row_number() OVER (PARTITION BY CASE WHEN jenis IN ('SD', 'SMP') THEN 1 WHEN jenis IN ('PKM', 'RS') THEN 2 ELSE 3 END ORDER BY kode) - 1 AS i
  FROM simpeg.unit_kerja WHERE jenis NOT IN ('PEMDA', 'UPTD');
CREATE INDEX ON unit_pool (pool, i);

-- MATERIALIZED keeps the planner from pasting each step's expressions into the next, which multiplies them.
-- Quotas by a hash order u: structural posts first, then PPPK, CPNS, study leave, unpaid leave, gone; the rest PNS.
CREATE TEMP TABLE orang AS
WITH kuota AS (
    SELECT least((SELECT count(*) FROM pos), greatest(12, :size * 6 / 100)) AS es, ceil(:size * .08) AS pppk, ceil(:size * .025) AS cpns,
           ceil(:size * .01) AS tb, ceil(:size * .007) AS cltn, ceil(:size * .02) AS keluar),
u AS (SELECT n, row_number() OVER (ORDER BY contoh.acak('urut' || n, 2000000000), n) AS u FROM generate_series(1, :size) AS n),
jenis AS MATERIALIZED (
    SELECT n, u, CASE WHEN u <= es THEN 'ESELON' WHEN u <= es + pppk THEN 'PPPK' WHEN u <= es + pppk + cpns THEN 'CPNS'
                      WHEN u <= es + pppk + cpns + tb THEN 'TB' WHEN u <= es + pppk + cpns + tb + cltn THEN 'CLTN'
                      WHEN u <= es + pppk + cpns + tb + cltn + keluar THEN 'KELUAR' ELSE 'PNS' END AS jenis,
           contoh.acak('prof' || n, 1000) AS h, contoh.acak('didik' || n, 100) AS hd
      FROM u, kuota),
prof AS MATERIALIZED (
    SELECT j.*, p.kode AS pos_kode, p.eselon_kode,
           CASE WHEN jenis = 'ESELON' THEN 'STRUKTURAL' WHEN h < 500 THEN 'GURU' WHEN h < 600 THEN 'PERAWAT' WHEN h < 670 THEN 'BIDAN'
                WHEN h < 700 THEN 'DOKTER' WHEN h < 708 THEN 'DRG' WHEN h < 718 THEN 'APOTEKER' WHEN h < 732 THEN 'GIZI'
                WHEN h < 745 THEN 'SANITASI' WHEN h < 830 OR jenis = 'PPPK'
                THEN (array['ANALISSDM', 'AUDITOR', 'PERENCANA', 'PRAKOM', 'ARSIP', 'ANJAK', 'PENYULUH'])[1 + h % 7] ELSE 'PELAKSANA' END AS prof
      FROM jenis j LEFT JOIN pos p ON j.jenis = 'ESELON' AND p.urut = j.u),
didik AS MATERIALIZED (   -- 3 SLTA, 7 D-III, 9 S-1, 10 Profesi, 11 S-2
    SELECT *, CASE WHEN prof IN ('DOKTER', 'DRG', 'APOTEKER') THEN 10
                   WHEN prof = 'STRUKTURAL' THEN CASE WHEN hd < 45 OR eselon_kode <= 3 THEN 11 ELSE 9 END
                   WHEN prof = 'GURU' THEN CASE WHEN hd < 8 AND jenis = 'PNS' THEN 11 ELSE 9 END
                   WHEN prof IN ('PERAWAT', 'BIDAN', 'GIZI', 'SANITASI') THEN CASE WHEN hd < 55 THEN 7 ELSE 9 END
                   WHEN prof IN ('PRAKOM', 'ARSIP', 'PENYULUH') THEN CASE WHEN hd < 40 THEN 7 ELSE 9 END
                   WHEN prof = 'PELAKSANA' THEN CASE WHEN hd < 35 THEN 3 WHEN hd < 60 THEN 7 ELSE 9 END ELSE 9 END AS tingkat
      FROM prof),
masa AS MATERIALIZED (   -- whole years of service
    SELECT *, CASE WHEN jenis = 'ESELON' THEN CASE eselon_kode WHEN 2 THEN 26 + contoh.acak('mk' || n, 4) WHEN 3 THEN 22 + contoh.acak('mk' || n, 7)
                            WHEN 4 THEN 18 + contoh.acak('mk' || n, 9) WHEN 5 THEN 14 + contoh.acak('mk' || n, 10)
                            WHEN 6 THEN 10 + contoh.acak('mk' || n, 11) ELSE 7 + contoh.acak('mk' || n, 12) END
                   WHEN jenis = 'PPPK' THEN contoh.acak('mk' || n, 4) WHEN jenis = 'CPNS' THEN 0
                   WHEN jenis = 'KELUAR' THEN 20 + contoh.acak('mk' || n, 10) ELSE 2 + contoh.acak('mk' || n, 27) END AS mk
      FROM didik),
tmt AS MATERIALIZED (
    SELECT *, CASE WHEN jenis = 'CPNS' THEN date '2025-06-01' + make_interval(months => contoh.acak('bl' || n, 9))
                   WHEN jenis = 'PPPK' THEN date '2022-03-01' + make_interval(months => contoh.acak('bl' || n, 40))
                   ELSE date '2026-01-01' - make_interval(years => mk) - make_interval(months => (array[0, 1, 9, 10])[1 + contoh.acak('bl' || n, 4)]) END::date AS tmt_cpns,
           (CASE tingkat WHEN 3 THEN 19 WHEN 7 THEN 21 WHEN 10 THEN 25 ELSE 23 END) + contoh.acak('usia' || n, CASE WHEN jenis = 'ESELON' THEN 4 WHEN jenis = 'PPPK' THEN 20 ELSE 8 END) AS usia
      FROM masa),
lahir AS MATERIALIZED (
    SELECT *, (tmt_cpns - make_interval(years => least(usia, 53 - mk)) - make_interval(days => contoh.acak('hari' || n, 360)))::date AS tgl_lahir,
           CASE WHEN prof = 'BIDAN' THEN 'P' WHEN contoh.acak('sex' || n, 100) < CASE WHEN prof IN ('GURU', 'PERAWAT', 'GIZI') THEN 68 WHEN prof = 'STRUKTURAL' THEN 30 ELSE 45 END
                THEN 'P' ELSE 'L' END AS jk
      FROM tmt)
SELECT 1000000 + n AS id, n, jenis, prof, pos_kode, eselon_kode, tingkat, tmt_cpns, tgl_lahir, jk,
       CASE WHEN jenis IN ('PPPK', 'CPNS') THEN NULL ELSE (tmt_cpns + make_interval(months => 12 + contoh.acak('pns' || n, 4)))::date END AS tmt_pns,
       to_char(tgl_lahir, 'YYYYMMDD') || CASE WHEN jenis = 'PPPK' THEN to_char(tmt_cpns, 'YYYY') || '21' ELSE to_char(tmt_cpns, 'YYYYMM') END
       || CASE jk WHEN 'L' THEN '1' ELSE '2' END || lpad(row_number() OVER (PARTITION BY tgl_lahir, CASE WHEN jenis = 'PPPK' THEN to_char(tmt_cpns, 'YYYY')
       ELSE to_char(tmt_cpns, 'YYYYMM') END, jenis = 'PPPK', jk ORDER BY n)::text, 3, '0') AS nip_asli,
       -- entry rank and ceiling, as positions on the ladder I/a = 1 … IV/e = 17
       CASE tingkat WHEN 3 THEN 5 WHEN 7 THEN 7 WHEN 10 THEN 10 ELSE 9 END AS gol_awal,
       CASE WHEN jenis = 'ESELON' THEN (array[0, 16, 15, 14, 13, 12, 12])[eselon_kode] WHEN prof = 'PELAKSANA' THEN CASE tingkat WHEN 3 THEN 10 WHEN 7 THEN 11 ELSE 12 END
            WHEN tingkat = 7 THEN 12 ELSE 14 END AS gol_puncak,
       NULL::text AS cacat, NULL::text AS nip
  FROM lahir;

-- Education below what an administrator's post asks for (finding only): recorded after pegawai exists.
UPDATE orang SET tingkat = 7 WHERE n IN (
    SELECT n FROM orang WHERE eselon_kode IN (4, 5) ORDER BY contoh.acak('edu' || n, 1000000), n LIMIT greatest(1, round(.01 * (SELECT count(*) FROM orang WHERE jenis = 'ESELON'))));

-- Person-level defects, each on about 1 % of the people (structural officials stay sound, so that every post keeps its holder).
UPDATE orang SET cacat = 'INACTIVE_EMP' WHERE jenis = 'KELUAR';
UPDATE orang o SET cacat = c.code
  FROM (SELECT n, row_number() OVER (ORDER BY contoh.acak('cacat' || n, 2000000000), n) AS u FROM orang WHERE jenis IN ('PNS', 'TB') AND n % 7 <> 0) AS x
  JOIN (SELECT code, (i - 1) * k AS dari, i * k AS ke FROM unnest('{NIP_FORMAT,NIP_BIRTH,NIP_CPNS,NIP_SEX,NIP_UNKNOWN,TMT_ORDER}'::text[]) WITH ORDINALITY AS t (code, i),
        (SELECT greatest(1, round(:size * .01))::int AS k) AS z) AS c ON x.u > c.dari AND x.u <= c.ke
 WHERE o.n = x.n;
UPDATE orang SET cacat = 'NIP_PPPK' WHERE n IN (
    SELECT n FROM orang WHERE jenis = 'PPPK' ORDER BY contoh.acak('pppk' || n, 1000000), n LIMIT greatest(1, round((SELECT count(*) FROM orang WHERE jenis = 'PPPK') * .03)));
UPDATE orang SET nip = CASE WHEN cacat IS DISTINCT FROM 'NIP_FORMAT' THEN nip_asli
    WHEN n % 3 = 0 THEN '13' || lpad(n::text, 7, '0')                -- the 9-digit NIP of before 2009
    WHEN n % 3 = 1 THEN left(nip_asli, 17)                           -- a digit lost
    ELSE left(nip_asli, 8) || replace(substr(nip_asli, 9), '0', 'O') END;   -- letter O for zero
CREATE UNIQUE INDEX ON orang (nip);
CREATE UNIQUE INDEX ON orang (id);
ANALYZE orang;

-- The truth about persons that outlives this session: what BKN knows.
CREATE TABLE contoh.orang AS SELECT id, nip_asli, cacat FROM orang;

INSERT INTO simpeg.pegawai (id, nip, nip_lama, nik, nama, gelar_depan, gelar_belakang, tempat_lahir, tgl_lahir, jenis_kelamin, agama, status, kedudukan,
       tmt_cpns, tmt_pns, tingkat_id, bup, email, email_dinas, hp, telp, alamat, npwp, tgl_npwp, bpjs, taspen, pns_id_siasn, created_at, updated_at)
SELECT o.id,
       CASE WHEN length(nip) = 18 AND cacat IS NULL AND contoh.acak('spasi' || n, 10) = 0   -- a habit, not a defect: the view strips
            THEN left(nip, 8) || ' ' || substr(nip, 9, 6) || ' ' || substr(nip, 15, 1) || ' ' || right(nip, 3) ELSE nip END,
       CASE WHEN tmt_cpns < '2009-01-01' THEN '50' || lpad(n::text, 7, '0') END,
       '990101' || to_char(tgl_lahir, 'DDMMYY') || lpad((n % 10000)::text, 4, '0'),
       nm.nama,
       CASE WHEN prof IN ('DOKTER') THEN 'dr.' WHEN prof = 'DRG' THEN 'drg.' END,
       CASE WHEN tingkat = 11 THEN 'M.Si.' WHEN tingkat = 7 THEN 'A.Md.' WHEN tingkat < 7 OR prof IN ('DOKTER', 'DRG') THEN NULL WHEN prof = 'GURU' THEN 'S.Pd.'
            WHEN prof = 'PERAWAT' THEN 'S.Kep.' WHEN prof = 'BIDAN' THEN 'S.Keb.' WHEN prof = 'APOTEKER' THEN 'S.Farm.' ELSE 'S.E.' END,
       contoh.pilih('lahir' || n, '{Contoh,Karangjati,Sidomulya,Watuagung,Gunungwangi,Purworaya,Banyuraya}'),
       CASE WHEN cacat = 'NIP_BIRTH' THEN tgl_lahir + 10 + contoh.acak('geser' || n, 200) ELSE tgl_lahir END,
       CASE WHEN cacat = 'NIP_SEX' THEN translate(jk, 'LP', 'PL') ELSE jk END,
       (array['ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'ISL', 'KRI', 'KAT', 'HIN', 'BUD'])[1 + contoh.acak('agama' || n, 18)],
       CASE jenis WHEN 'CPNS' THEN 1 WHEN 'PPPK' THEN 3 ELSE 2 END,
       CASE jenis WHEN 'PPPK' THEN 'PPPK' WHEN 'TB' THEN 'TB' WHEN 'CLTN' THEN 'CLTN' WHEN 'KELUAR' THEN (array['PENSIUN', 'WAFAT', 'PINDAH'])[1 + n % 3] ELSE 'AKTIF' END,
       CASE WHEN cacat = 'NIP_CPNS' THEN (tmt_cpns - interval '1 month')::date WHEN cacat = 'NIP_PPPK' THEN (tmt_cpns - interval '1 year')::date ELSE tmt_cpns END,
       CASE WHEN cacat = 'TMT_ORDER' THEN (tmt_cpns - interval '1 year')::date ELSE tmt_pns END,
       tingkat, CASE WHEN prof = 'GURU' OR eselon_kode <= 3 THEN 60 ELSE 58 END,
       CASE WHEN contoh.acak('surel' || n, 100) < 92 THEN lower(translate(nm.nama, ' ', '.')) || n || '@example.org' END,
       CASE WHEN contoh.acak('dinas' || n, 100) < 70 THEN lower(split_part(nm.nama, ' ', 1)) || n || '@contohkab.example' END,
       CASE WHEN contoh.acak('hp' || n, 100) < 95 THEN '0800' || lpad(contoh.acak('nohp' || n, 100000000)::text, 8, '0') END,
       CASE WHEN contoh.acak('telp' || n, 100) < 15 THEN '(0000) ' || lpad(contoh.acak('notelp' || n, 1000000)::text, 6, '0') END,
       'Jl. ' || contoh.pilih('jalan' || n, '{Melati,Kenanga,Mawar,Pemuda,Merdeka,Pahlawan,Cempaka,Anggrek}') || ' No. ' || 1 + contoh.acak('norumah' || n, 200)
       || ' RT 0' || 1 + contoh.acak('rt' || n, 9) || '/0' || 1 + contoh.acak('rw' || n, 9) || ', ' || contoh.pilih('desa' || n, '{Karangjati,Sidomulya,Watuagung,Gunungwangi,Rawasari,Cendana}'),
       CASE WHEN contoh.acak('npwp' || n, 100) < 85 THEN '09.' || lpad(contoh.acak('np1' || n, 1000)::text, 3, '0') || '.' || lpad(contoh.acak('np2' || n, 1000)::text, 3, '0') || '.1-000.000' END,
       CASE WHEN contoh.acak('npwp' || n, 100) < 85 THEN (tmt_cpns + interval '90 days')::date END,
       '000' || lpad(n::text, 10, '0'), CASE WHEN jenis <> 'PPPK' THEN left(nip_asli, 15) END,
       CASE WHEN length(nip) = 18 AND contoh.acak('pnsid' || n, 10) = 0 AND cacat IS NULL THEN contoh.pns_id(nip) END,
       contoh.waktu('peg' || n) - interval '1 year', contoh.waktu('peg' || n)
  FROM orang o, LATERAL (SELECT contoh.pilih('nama1' || n, CASE WHEN jk = 'L'
       THEN '{Agus,Bambang,Dwi,Eko,Fajar,Gunawan,Hadi,Imam,Joko,Kurniawan,Lukman,Mulyono,Nugroho,Prasetyo,Rahmat,Slamet,Teguh,Untung,Wahyu,Yusuf}'::text[]
       ELSE '{Ani,Budiarti,Citra,Dewi,Endah,Fitri,Gita,Hesti,Indah,Juwita,Kartika,Lestari,Murni,Nur,Puji,Ratna,Sri,Tri,Utami,Wulan}' END)
       || ' ' || contoh.pilih('nama2' || n, '{Setiawan,Wibowo,Santoso,Purnomo,Hidayat,Saputra,Susanto,Wijaya,Rahayu,Handayani,Widodo,Suryani,Kusuma,Pratama,Astuti,Haryanto}') AS nama) AS nm
 ORDER BY o.id;
SELECT setval('simpeg.pegawai_id_seq', 1000000 + :size) \g /dev/null

INSERT INTO simpeg.contoh_cacat
SELECT 'v_pegawai', id::text, nip, cacat, 'baris' FROM orang WHERE cacat IS NOT NULL
UNION ALL
SELECT 'v_pegawai', id::text, nip, 'EDU_BELOW', 'temuan' FROM orang WHERE jenis = 'ESELON' AND tingkat = 7;
ANALYZE simpeg.pegawai, simpeg.contoh_cacat, contoh.orang;
