-- Generator, part 8: plants the defects of the catalogue (simpeg.md section 3) and records every one in simpeg.contoh_cacat.
-- A row gets at most one planted code; rows of persons with a defect of their own get none, they are "turunan".

-- Records code on a hash-chosen share (at least one) of the rows a query yields as (src_id, nip).
CREATE FUNCTION pg_temp.tanam(v text, kode text, bagian numeric, kueri text, sifat text DEFAULT 'baris') RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO simpeg.contoh_cacat
        SELECT %1$L, src_id, nip, %2$L, %3$L FROM (%4$s) AS q
         WHERE NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = %1$L AND c.src_id = q.src_id)
         ORDER BY contoh.acak(%2$L || src_id, 2000000000), src_id
         LIMIT (SELECT greatest(1, round(%5$s * count(*))) FROM (%4$s) AS z)', v, kode, sifat, kueri, bagian);
END $$;
-- The rows of a base table that carry a code planted so far.
CREATE FUNCTION pg_temp.kena(v text, kode text) RETURNS SETOF text LANGUAGE sql AS
$$ SELECT src_id FROM simpeg.contoh_cacat WHERE view_name = v AND code = kode $$;

CREATE TEMP VIEW sehat_jab AS SELECT r.*, r.id::text AS src_id, o.nip, o.tgl_lahir AS lahir,
       EXISTS (SELECT FROM simpeg.angka_kredit a WHERE a.riwayat_jabatan_id = r.id) AS ada_ak
  FROM simpeg.riwayat_jabatan r JOIN orang o ON o.id = r.pegawai_id WHERE o.cacat IS NULL;
CREATE TEMP VIEW sehat_diklat AS SELECT r.*, r.id::text AS src_id, o.nip FROM simpeg.diklat_struktural r JOIN orang o ON o.id = r.pegawai_id WHERE o.cacat IS NULL;
CREATE TEMP VIEW sehat_kursus AS SELECT r.*, r.id::text AS src_id FROM simpeg.riwayat_kursus r JOIN orang o ON o.nip = r.nip WHERE o.cacat IS NULL;
CREATE TEMP VIEW sehat_gol AS SELECT r.*, r.id::text AS src_id, o.nip FROM simpeg.riwayat_pangkat r JOIN orang o ON o.id = r.pegawai_id WHERE o.cacat IS NULL;
CREATE TEMP VIEW sehat_didik AS SELECT r.*, r.id::text AS src_id, o.nip FROM simpeg.riwayat_pendidikan r JOIN orang o ON o.id = r.pegawai_id WHERE o.cacat IS NULL;
CREATE TEMP VIEW sehat_skp AS SELECT r.*, r.id::text AS src_id FROM simpeg.skp r JOIN orang o ON o.nip = r.nip WHERE o.cacat IS NULL;

-- positions -------------------------------------------------------------------------------------------------------------
-- two active holders of one structural post: pairs among echelon IV.a
CREATE TEMP TABLE kembar AS
WITH e AS (SELECT s.*, row_number() OVER (ORDER BY contoh.acak('dp' || src_id, 2000000000), src_id) AS u FROM sehat_jab s WHERE terakhir AND eselon = 'IV.a')
SELECT a.id, a.src_id, a.nip, a.pegawai_id, b.src_id AS src_b, b.nip AS nip_b, b.unit_kode, b.unit, b.jabatan
  FROM e a JOIN e b ON b.u = a.u + 1
 WHERE a.u % 2 = 1 AND a.u <= 2 * greatest(1, round(.01 * (SELECT count(*) FROM orang WHERE jenis = 'ESELON')));
UPDATE simpeg.riwayat_jabatan r SET unit_kode = k.unit_kode, unit = k.unit, jabatan = k.jabatan FROM kembar k WHERE k.id = r.id;
UPDATE simpeg.pegawai p SET unit_kode = k.unit_kode, jabatan = k.jabatan FROM kembar k WHERE k.pegawai_id = p.id;
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_jabatan', src_id, nip, 'DUP_POST', 'kembar' FROM kembar UNION ALL SELECT 'v_rw_jabatan', src_b, nip_b, 'DUP_POST', 'kembar' FROM kembar;
-- acting appointments (Plt, Plh): further rows of structural officials
WITH calon AS (
    SELECT o.id, o.n, o.nip, o.eselon_kode, j.tmt FROM orang o JOIN jabatan j ON j.id = o.id AND j.terakhir
     WHERE o.jenis = 'ESELON' ORDER BY contoh.acak('plt' || o.n, 2000000000), o.n LIMIT (SELECT greatest(1, round(count(*) * .05)) FROM orang WHERE jenis = 'ESELON')),
baru AS (
    INSERT INTO simpeg.riwayat_jabatan (pegawai_id, jenis, jabatan, unit_kode, unit, eselon, no_sk, tgl_sk, tmt_jabatan, tmt_pelantikan, jenis_mutasi, penugasan, terakhir, created_at, updated_at)
    SELECT c.id, 1, 'Plt. ' || u.nama_jabatan, u.kode, u.nama, e.nama, '800/PLT/' || lpad(c.n::text, 6, '0'), c.tmt + 20, c.tmt + 30, NULL, 1,
           CASE WHEN c.n % 3 = 0 THEN 'PLH' ELSE 'PLT' END, false, contoh.waktu('plt' || c.n), contoh.waktu('plt' || c.n)
      FROM calon c JOIN eselon_pool p ON p.eselon_kode = c.eselon_kode AND p.i = contoh.acak('pltu' || c.n, p.banyak)
      JOIN simpeg.unit_kerja u ON u.kode = p.kode JOIN simpeg.ref_eselon e ON e.kode = c.eselon_kode
     ORDER BY c.n
    RETURNING id, pegawai_id)
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_jabatan', b.id::text, c.nip, 'PLT_NOT_PUSHED', 'baris' FROM baru b JOIN calon c ON c.id = b.pegawai_id;
-- the same decree typed twice
SELECT pg_temp.tanam('v_rw_jabatan', 'DUP_ROW', .01, 'SELECT src_id, nip FROM sehat_jab WHERE NOT ada_ak AND NOT terakhir', 'kembar') \g /dev/null
WITH baru AS (
    INSERT INTO simpeg.riwayat_jabatan (pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, eselon, tugas_id, no_sk, tgl_sk, tmt_jabatan, tmt_pelantikan, jenis_mutasi, created_at, updated_at)
    SELECT pegawai_id, jenis, jabatan_id, jabatan, unit_kode, unit, eselon, tugas_id, no_sk, tgl_sk, tmt_jabatan, tmt_pelantikan, jenis_mutasi, created_at, updated_at
      FROM simpeg.riwayat_jabatan WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'DUP_ROW')) ORDER BY id
    RETURNING id, pegawai_id)
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_jabatan', b.id::text, o.nip, 'DUP_ROW', 'baris' FROM baru b JOIN orang o ON o.id = b.pegawai_id;
-- the rest: choose, then spoil
SELECT pg_temp.tanam('v_rw_jabatan', kode, .01, 'SELECT src_id, nip FROM sehat_jab WHERE ' || syarat)
  FROM (VALUES (1, 'SUBJAB_MISSING', 'tugas_id IS NOT NULL'), (2, 'JAB_UNMAPPED', 'jenis IN (2, 3)'), (3, 'JAB_INACTIVE', 'jenis IN (2, 3)'),
               (4, 'JAB_FREETEXT', 'jenis IN (2, 3)'), (5, 'JENIS_SWAP', 'jenis IN (2, 3)'), (6, 'UNOR_UNMAPPED', 'jenis IN (2, 3)'),
               (7, 'UNOR_INACTIVE', 'jenis IN (2, 3)'), (8, 'TMT_MISSING', 'true'), (9, 'DATE_SENTINEL', 'true'), (10, 'TMT_ORDER', 'true'),
               (11, 'STATUS_PENDING', 'true')) AS t (i, kode, syarat) ORDER BY i \g /dev/null
SELECT pg_temp.tanam('v_rw_jabatan', kode, .01, 'SELECT src_id, nip FROM sehat_jab', 'temuan') FROM unnest('{ID_JUNK,ID_STALE}'::text[]) AS kode \g /dev/null
ANALYZE simpeg.contoh_cacat;
UPDATE simpeg.riwayat_jabatan SET tugas_id = NULL WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'SUBJAB_MISSING'));
UPDATE simpeg.riwayat_jabatan SET jabatan_id = CASE jenis WHEN 2 THEN 'P901' ELSE 'F901' END, tugas_id = NULL WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'JAB_UNMAPPED'));
UPDATE simpeg.riwayat_jabatan SET jabatan_id = CASE jenis WHEN 2 THEN 'P902' ELSE 'F902' END, tugas_id = NULL WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'JAB_INACTIVE'));
UPDATE simpeg.riwayat_jabatan SET jabatan_id = NULL, jabatan = 'Staf Pelaksana Tugas Khusus' WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'JAB_FREETEXT'));
UPDATE simpeg.riwayat_jabatan SET jenis = 5 - jenis WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'JENIS_SWAP'));
UPDATE simpeg.riwayat_jabatan SET unit_kode = CASE id % 2 WHEN 0 THEN '13U1' ELSE '24U2' END WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'UNOR_UNMAPPED'));
UPDATE simpeg.riwayat_jabatan SET unit_kode = CASE id % 2 WHEN 0 THEN '06I1' ELSE '25I2' END WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'UNOR_INACTIVE'));
UPDATE simpeg.riwayat_jabatan SET tmt_jabatan = NULL, tmt_pelantikan = NULL WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'TMT_MISSING'));
UPDATE simpeg.riwayat_jabatan SET tmt_jabatan = CASE WHEN id % 2 = 0 THEN date '1900-01-01' ELSE tmt_jabatan END, tgl_sk = CASE WHEN id % 2 = 0 THEN tgl_sk ELSE date '1970-01-01' END
 WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'DATE_SENTINEL'));
UPDATE simpeg.riwayat_jabatan r SET tmt_jabatan = CASE r.id % 3 WHEN 0 THEN date '2062-03-01' WHEN 1 THEN r.tmt_jabatan ELSE (o.tgl_lahir + interval '15 years')::date END,
       tgl_sk = CASE r.id % 3 WHEN 1 THEN (r.tmt_jabatan + interval '5 years')::date WHEN 2 THEN (o.tgl_lahir + interval '15 years')::date - 10 ELSE r.tgl_sk END
  FROM orang o WHERE o.id = r.pegawai_id AND r.id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'TMT_ORDER'));
UPDATE simpeg.riwayat_jabatan SET verifikasi = CASE id % 3 WHEN 0 THEN 'X' ELSE 'B' END WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'STATUS_PENDING'));
-- soft-deleted rows are no defect: they are simply not there
UPDATE simpeg.riwayat_jabatan SET status = '1' WHERE id IN (
    SELECT id FROM sehat_jab s WHERE NOT terakhir AND NOT ada_ak AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = 'v_rw_jabatan' AND c.src_id = s.src_id)
     ORDER BY contoh.acak('hapus' || src_id, 2000000000), id LIMIT (SELECT greatest(1, round(.015 * count(*))) FROM sehat_jab));

-- training ----------------------------------------------------------------------------------------------------------------
SELECT pg_temp.tanam('v_rw_diklat', 'DUP_ROW', .01, 'SELECT src_id, nip FROM sehat_diklat', 'kembar') \g /dev/null
WITH baru AS (
    INSERT INTO simpeg.diklat_struktural (pegawai_id, diklat, nama, penyelenggara, tempat, angkatan, no_sttpp, tgl_mulai, tgl_selesai, tahun, jam, created_at, updated_at)
    SELECT pegawai_id, diklat, nama, penyelenggara, tempat, angkatan, no_sttpp, tgl_mulai, tgl_selesai, tahun, jam, created_at, updated_at
      FROM simpeg.diklat_struktural WHERE id::text IN (SELECT pg_temp.kena('v_rw_diklat', 'DUP_ROW')) ORDER BY id
    RETURNING id, pegawai_id)
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_diklat', b.id::text, o.nip, 'DUP_ROW', 'baris' FROM baru b JOIN orang o ON o.id = b.pegawai_id;
SELECT pg_temp.tanam('v_rw_diklat', kode, .02, 'SELECT src_id, nip FROM sehat_diklat') FROM unnest('{JP_RANGE,CERT_MISSING,DATE_SENTINEL}'::text[]) AS kode \g /dev/null
SELECT pg_temp.tanam('v_rw_diklat', 'ID_STALE', .01, 'SELECT src_id, nip FROM sehat_diklat', 'temuan') \g /dev/null
UPDATE simpeg.diklat_struktural SET jam = (array[0, 999999, NULL])[1 + id % 3] WHERE id::text IN (SELECT pg_temp.kena('v_rw_diklat', 'JP_RANGE'));
UPDATE simpeg.diklat_struktural SET no_sttpp = (array['-', '', NULL])[1 + id % 3] WHERE id::text IN (SELECT pg_temp.kena('v_rw_diklat', 'CERT_MISSING'));
UPDATE simpeg.diklat_struktural SET tgl_mulai = '1900-01-01' WHERE id::text IN (SELECT pg_temp.kena('v_rw_diklat', 'DATE_SENTINEL'));

-- courses -----------------------------------------------------------------------------------------------------------------
-- one number for all participants of a webinar; at most one row a person
SELECT pg_temp.tanam('v_rw_kursus', 'CERT_SHARED', .01, 'SELECT DISTINCT ON (nip) src_id, nip FROM sehat_kursus ORDER BY nip, src_id', 'temuan') \g /dev/null
UPDATE simpeg.riwayat_kursus SET jenis = 'SEM', nama = 'Webinar ASN Belajar Seri 12', penyelenggara = 'BPSDMD Provinsi Contoh', no_sertifikat = 'WEB/ASN/12/2026',
       tgl_mulai = '10-06-2026', tgl_selesai = '2026-06-10', tahun = 2026, jam = '3', sumber = 'sinau', sumber_ref = 'W12-' || id
 WHERE id IN (SELECT pg_temp.kena('v_rw_kursus', 'CERT_SHARED'));
SELECT pg_temp.tanam('v_rw_kursus', 'DUP_ROW', .01, 'SELECT src_id, nip FROM sehat_kursus', 'kembar') \g /dev/null
WITH baru AS (
    INSERT INTO simpeg.riwayat_kursus (id, nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, sumber, sumber_ref, created_at, updated_at)
    SELECT 'K9' || right(id, 7), nip, jenis, nama, penyelenggara, no_sertifikat, tgl_mulai, tgl_selesai, tahun, jam, sumber, sumber_ref, created_at, updated_at
      FROM simpeg.riwayat_kursus WHERE id IN (SELECT pg_temp.kena('v_rw_kursus', 'DUP_ROW'))
    RETURNING id, nip)
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_kursus', id, nip, 'DUP_ROW', 'baris' FROM baru;
SELECT pg_temp.tanam('v_rw_kursus', kode, .01, 'SELECT src_id, nip FROM sehat_kursus')
  FROM unnest('{JP_RANGE,CERT_MISSING,DATE_TEXT,DATE_SENTINEL,ENC_BAD,STATUS_PENDING}'::text[]) AS kode \g /dev/null
SELECT pg_temp.tanam('v_rw_kursus', 'ID_JUNK', .01, 'SELECT src_id, nip FROM sehat_kursus', 'temuan') \g /dev/null
CREATE TEMP TABLE ke AS SELECT src_id AS id, code, (row_number() OVER (PARTITION BY code ORDER BY src_id))::int AS i FROM simpeg.contoh_cacat WHERE view_name = 'v_rw_kursus';
UPDATE simpeg.riwayat_kursus r SET
       jam = CASE code WHEN 'JP_RANGE' THEN (array['0', '999999', NULL, 'delapan'])[1 + i % 4] ELSE jam END,
       no_sertifikat = CASE code WHEN 'CERT_MISSING' THEN (array['-', '', NULL])[1 + i % 3] ELSE no_sertifikat END,
       tgl_mulai = CASE code WHEN 'DATE_TEXT' THEN (array['03/12/21', '31-02-2023', '5 Mei 2023'])[1 + i % 3] WHEN 'DATE_SENTINEL' THEN '01-01-1970' ELSE tgl_mulai END,
       nama = CASE code WHEN 'ENC_BAD' THEN nama || (array[' &amp; Praktik Baik', E' Jum\\''at Sehat', E' Angkatan \uFFFD'])[1 + i % 3] ELSE nama END,
       status = CASE code WHEN 'STATUS_PENDING' THEN (array[1, 3])[1 + i % 2] ELSE status END
  FROM ke WHERE ke.id = r.id AND code IN ('JP_RANGE', 'CERT_MISSING', 'DATE_TEXT', 'DATE_SENTINEL', 'ENC_BAD', 'STATUS_PENDING');

ANALYZE simpeg.contoh_cacat;
-- ids of SIASN kept in SIMPEG: on 5 % of the rows the right one (the first of those that seed.sql puts at BKN), else junk or stale
UPDATE simpeg.riwayat_jabatan r SET id_siasn = contoh.id_siasn('rw-jabatan:' || id) WHERE contoh.acak('seed:rw-jabatan:' || id, 100) < 5
   AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = 'v_rw_jabatan' AND c.src_id = r.id::text) AND status IS DISTINCT FROM '1'
   AND pegawai_id IN (SELECT id FROM orang WHERE cacat IS NULL);
UPDATE simpeg.riwayat_kursus r SET id_siasn = contoh.id_siasn('rw-kursus:' || id) WHERE contoh.acak('seed:rw-kursus:' || id, 100) < 5
   AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = 'v_rw_kursus' AND c.src_id = r.id) AND nip IN (SELECT nip FROM orang WHERE cacat IS NULL);
UPDATE simpeg.riwayat_jabatan SET id_siasn = (array['0', '1', '-', ''])[1 + id % 4] WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'ID_JUNK'));
UPDATE simpeg.riwayat_kursus SET id_siasn = contoh.pilih(id, '{0,1,-}') WHERE id IN (SELECT pg_temp.kena('v_rw_kursus', 'ID_JUNK'));
UPDATE simpeg.riwayat_jabatan SET id_siasn = contoh.id_siasn('lama:' || id) WHERE id::text IN (SELECT pg_temp.kena('v_rw_jabatan', 'ID_STALE'));
UPDATE simpeg.diklat_struktural SET id_siasn = contoh.id_siasn('lama:' || id) WHERE id::text IN (SELECT pg_temp.kena('v_rw_diklat', 'ID_STALE'));

-- compare-only histories, appraisals, documents -----------------------------------------------------------------------------
SELECT pg_temp.tanam('v_rw_golongan', 'DUP_ROW', .005, 'SELECT src_id, nip FROM sehat_gol', 'kembar') \g /dev/null
WITH baru AS (
    INSERT INTO simpeg.riwayat_pangkat (pegawai_id, golru, pangkat, tmt, no_sk, tgl_sk, no_bkn, tgl_bkn, mk_tahun, mk_bulan, jenis_kp, ak, created_at, updated_at)
    SELECT pegawai_id, golru, pangkat, tmt, no_sk, tgl_sk, no_bkn, tgl_bkn, mk_tahun, mk_bulan, jenis_kp, ak, created_at, updated_at
      FROM simpeg.riwayat_pangkat WHERE id::text IN (SELECT pg_temp.kena('v_rw_golongan', 'DUP_ROW')) ORDER BY id
    RETURNING id, pegawai_id)
INSERT INTO simpeg.contoh_cacat SELECT 'v_rw_golongan', b.id::text, o.nip, 'DUP_ROW', 'baris' FROM baru b JOIN orang o ON o.id = b.pegawai_id;
SELECT pg_temp.tanam('v_rw_golongan', kode, .01, 'SELECT src_id, nip FROM sehat_gol') FROM unnest('{TMT_MISSING,DATE_SENTINEL}'::text[]) AS kode \g /dev/null
UPDATE simpeg.riwayat_pangkat SET tmt = NULL WHERE id::text IN (SELECT pg_temp.kena('v_rw_golongan', 'TMT_MISSING'));
UPDATE simpeg.riwayat_pangkat SET tmt = '1900-01-01' WHERE id::text IN (SELECT pg_temp.kena('v_rw_golongan', 'DATE_SENTINEL'));
SELECT pg_temp.tanam('v_rw_pendidikan', 'EDU_AMBIGUOUS', .01, 'SELECT src_id, nip FROM sehat_didik') \g /dev/null
UPDATE simpeg.riwayat_pendidikan SET jurusan_id = NULL, jurusan = upper(jurusan) WHERE id::text IN (SELECT pg_temp.kena('v_rw_pendidikan', 'EDU_AMBIGUOUS'));
SELECT pg_temp.tanam('v_rw_skp', 'SKP_PARTIAL', .02, 'SELECT src_id, nip FROM sehat_skp') \g /dev/null
UPDATE simpeg.skp SET hasil = NULL, perilaku = NULL, penilai_nip = NULL, penilai_nama = NULL, penilai_golru = NULL, penilai_jabatan = NULL, penilai_unit = NULL
 WHERE id::text IN (SELECT pg_temp.kena('v_rw_skp', 'SKP_PARTIAL'));

-- rows of persons with a defect, and what hangs on a spoiled row ---------------------------------------------------------------
INSERT INTO simpeg.contoh_cacat
SELECT x.v, x.src_id, o.nip, o.cacat, 'turunan' FROM (
    SELECT 'v_rw_jabatan' AS v, id::text AS src_id, pegawai_id FROM simpeg.riwayat_jabatan WHERE status IS DISTINCT FROM '1'
    UNION ALL SELECT 'v_rw_diklat', id::text, pegawai_id FROM simpeg.diklat_struktural
    UNION ALL SELECT 'v_rw_golongan', id::text, pegawai_id FROM simpeg.riwayat_pangkat
    UNION ALL SELECT 'v_rw_pendidikan', id::text, pegawai_id FROM simpeg.riwayat_pendidikan
    UNION ALL SELECT 'v_rw_angkakredit', id::text, pegawai_id FROM simpeg.angka_kredit
    UNION ALL SELECT 'v_rw_hukdis', id::text, pegawai_id FROM simpeg.hukdis
    UNION ALL SELECT 'v_cpns', pegawai_id::text, pegawai_id FROM simpeg.pengangkatan
    UNION ALL SELECT 'v_rw_masakerja', id::text, pegawai_id FROM simpeg.pmk
    UNION ALL SELECT 'v_rw_sertifikasi', id::text, pegawai_id FROM simpeg.sertifikasi
    UNION ALL SELECT 'v_pasangan', id::text, pegawai_id FROM simpeg.suami_istri
    UNION ALL SELECT 'v_anak', id::text, pegawai_id FROM simpeg.anak
    UNION ALL SELECT CASE tahun WHEN 2021 THEN 'v_rw_skp_2021' ELSE 'v_rw_skp_lama' END, r.id::text, o.id FROM simpeg.skp_lama r JOIN orang o USING (nip)
    UNION ALL SELECT 'v_rw_kinerja', r.id::text, o.id FROM simpeg.kinerja r JOIN orang o USING (nip)
    UNION ALL SELECT 'v_rw_kursus', r.id, o.id FROM simpeg.riwayat_kursus r JOIN orang o USING (nip)
    UNION ALL SELECT 'v_rw_skp', r.id::text, o.id FROM simpeg.skp r JOIN orang o USING (nip)
    UNION ALL SELECT 'v_rw_penghargaan', r.id::text, o.id FROM simpeg.penghargaan r JOIN orang o USING (nip)) AS x
  JOIN orang o ON o.id = x.pegawai_id WHERE o.cacat <> 'TMT_ORDER';
INSERT INTO simpeg.contoh_cacat
SELECT 'v_rw_angkakredit', a.id::text, c.nip, c.code, 'turunan' FROM simpeg.angka_kredit a
  JOIN simpeg.contoh_cacat c ON c.view_name = 'v_rw_jabatan' AND c.src_id = a.riwayat_jabatan_id::text AND c.sifat IN ('baris', 'turunan') ON CONFLICT DO NOTHING;
INSERT INTO simpeg.contoh_cacat
SELECT 'v_dokumen', d.id::text, c.nip, c.code, 'turunan' FROM simpeg.dokumen d
  JOIN simpeg.contoh_cacat c ON c.src_id = d.id_baris AND c.sifat IN ('baris', 'turunan')
   AND c.view_name = CASE d.tabel WHEN 'riwayat_jabatan' THEN 'v_rw_jabatan' WHEN 'diklat_struktural' THEN 'v_rw_diklat' ELSE 'v_rw_kursus' END;
SELECT pg_temp.tanam('v_dokumen', kode, .01, 'SELECT id::text AS src_id, NULL::text AS nip FROM simpeg.dokumen') FROM unnest('{DOC_MISSING,DOC_BAD}'::text[]) AS kode \g /dev/null
UPDATE simpeg.dokumen SET isi = NULL, path = 'hilang/' || nama_file WHERE id::text IN (SELECT pg_temp.kena('v_dokumen', 'DOC_MISSING'));
UPDATE simpeg.dokumen SET isi = convert_to('GIF89a bukan PDF', 'UTF8') WHERE id::text IN (SELECT pg_temp.kena('v_dokumen', 'DOC_BAD'));

-- Where the bytes are: a third below a folder (contoh.berkas says what stands there), a third in base64, the rest inline.
CREATE TABLE contoh.berkas AS
SELECT id, 'berkas/' || id % 10 || '/' || nama_file AS path, isi FROM simpeg.dokumen WHERE isi IS NOT NULL AND contoh.acak('asal' || id, 3) = 0;
UPDATE simpeg.dokumen d SET path = b.path, isi = NULL FROM contoh.berkas b WHERE b.id = d.id;
UPDATE simpeg.dokumen SET isi_b64 = encode(isi, 'base64'), isi = NULL WHERE isi IS NOT NULL AND contoh.acak('asal' || id, 3) = 1;
