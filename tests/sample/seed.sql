-- Prints NDJSON for the sandbox: what BKN holds before the daemon's first run.
--   psql -X -q -v share=40 -f seed.sql > seed.ndjson          share: percent of the pushed kinds SIASN already has
--
-- {"t":"ref-unor","row":{...}}  {"t":"ref","name":"jabatan-fungsional","row":{...}}  {"t":"pns","row":{...}}  {"t":"rw-...","nip":"...","row":{...}}
-- Every row at BKN has its counterpart in SIMPEG; rows with a planted defect are not seeded. What BKN holds otherwise than
-- SIMPEG is written to contoh.seed_beda (t, src_id, what): differs:<field>, or for the compare-only kinds absent (a lapse
-- of BKN) and absent-defect (the row is defective in SIMPEG). The rows themselves stay in contoh.seed_row.
\set QUIET on
\set ON_ERROR_STOP on
\if :{?share} \else \set share 40 \endif
\pset tuples_only on
\pset format unaligned
SET client_min_messages = warning;
BEGIN;
DROP TABLE IF EXISTS contoh.seed_row, contoh.seed_beda;

CREATE TABLE contoh.seed_row AS
SELECT e.t, e.src_id, e.nip, (e.row - '{bulanMulaiPenilaian,tahunMulaiPenilaian,bulanSelesaiPenilaian,tahunSelesaiPenilaian}'::text[])
       || jsonb_build_object('id', contoh.id_siasn(e.t || ':' || e.src_id)) AS row, contoh.acak('beda:' || e.t || ':' || e.src_id, 100) AS h
  FROM contoh.expected e
 WHERE e.t NOT IN ('pns', 'cpns', 'rw-hukdis', 'rw-angkakredit', 'rw-sertifikasi', 'data-pasangan', 'data-anak')
   AND (e.t IN ('rw-golongan', 'rw-pendidikan', 'rw-masakerja', 'rw-pemberhentian') OR contoh.acak('seed:' || e.t || ':' || e.src_id, 100) < :share)
   AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = e.view_name AND c.src_id = e.src_id AND c.sifat IN ('baris', 'turunan'));
-- credit points: where BKN has the position row too
INSERT INTO contoh.seed_row
SELECT e.t, e.src_id, e.nip, e.row || jsonb_build_object('id', contoh.id_siasn(e.t || ':' || e.src_id), 'rwJabatan', j.row->>'id'), 99
  FROM contoh.expected e JOIN simpeg.angka_kredit a ON a.id::text = e.src_id JOIN contoh.seed_row j ON j.t = 'rw-jabatan' AND j.src_id = a.riwayat_jabatan_id::text
 WHERE e.t = 'rw-angkakredit' AND contoh.acak('seed:' || e.t || ':' || e.src_id, 100) < :share
   AND NOT EXISTS (SELECT FROM simpeg.contoh_cacat c WHERE c.view_name = e.view_name AND c.src_id = e.src_id AND c.sifat IN ('baris', 'turunan'));

CREATE TABLE contoh.seed_beda (t text NOT NULL, src_id text NOT NULL, what text NOT NULL, PRIMARY KEY (t, src_id, what));
INSERT INTO contoh.seed_beda
SELECT e.t, e.src_id, 'absent-defect' FROM contoh.expected e
 WHERE e.t IN ('rw-golongan', 'rw-pendidikan', 'rw-masakerja', 'rw-pemberhentian') AND NOT EXISTS (SELECT FROM contoh.seed_row s WHERE s.t = e.t AND s.src_id = e.src_id)
UNION ALL
SELECT t, src_id, 'absent' FROM contoh.seed_row WHERE t IN ('rw-golongan', 'rw-pendidikan') AND h < 2
UNION ALL
SELECT t, src_id, 'differs:' || CASE t WHEN 'rw-golongan' THEN 'masaKerjaGolonganBulan' ELSE 'namaSekolah' END FROM contoh.seed_row WHERE t IN ('rw-golongan', 'rw-pendidikan') AND h IN (2, 3, 4)
UNION ALL
SELECT t, src_id, 'differs:' || CASE t WHEN 'rw-jabatan' THEN CASE WHEN h < 5 THEN 'tanggalSk' ELSE 'tmtPelantikan' END WHEN 'rw-diklat' THEN 'jumlahJam'
       WHEN 'rw-kursus' THEN CASE WHEN h < 5 THEN 'institusiPenyelenggara' ELSE 'jumlahJam' END WHEN 'rw-skp22' THEN 'namaPenilai' WHEN 'rw-penghargaan' THEN 'skDate'
       ELSE 'penilaiNama' END FROM contoh.seed_row WHERE t IN ('rw-jabatan', 'rw-diklat', 'rw-kursus', 'rw-skp22', 'rw-skp2021', 'rw-skp', 'rw-penghargaan') AND h < 10;
DELETE FROM contoh.seed_row s USING contoh.seed_beda b WHERE b.t = s.t AND b.src_id = s.src_id AND b.what = 'absent';
UPDATE contoh.seed_row s SET row = s.row || jsonb_build_object(b.kolom, CASE
       WHEN b.kolom = 'jumlahJam' THEN to_jsonb((s.row->>'jumlahJam')::int + 2)
       WHEN b.kolom IN ('tanggalSk', 'tmtPelantikan', 'skDate') THEN to_jsonb(to_char(to_date(s.row->>b.kolom, 'DD-MM-YYYY') + 1, 'DD-MM-YYYY'))
       WHEN b.kolom = 'masaKerjaGolonganBulan' THEN to_jsonb((((s.row->>b.kolom)::int + 1) % 12)::text)
       ELSE to_jsonb(upper(s.row->>b.kolom) || ' (LAMA)') END)
  FROM (SELECT t, src_id, substr(what, 9) AS kolom FROM contoh.seed_beda WHERE what LIKE 'differs:%') AS b WHERE b.t = s.t AND b.src_id = s.src_id;

-- persons: half of them with other contact data
CREATE TEMP TABLE seed_pns ON COMMIT DROP AS
SELECT p.id, o.nip_asli,
       jsonb_build_object('id', contoh.pns_id(o.nip_asli), 'nipBaru', o.nip_asli, 'nipLama', coalesce(p.nip_lama, ''), 'nama', upper(p.nama), 'gelarDepan', coalesce(p.gelar_depan, ''),
           'gelarBelakang', coalesce(p.gelar_belakang, ''), 'tempatLahir', p.tempat_lahir, 'tglLahir', contoh.tgl(p.tgl_lahir), 'jenisKelamin', CASE p.jenis_kelamin WHEN 'L' THEN 'M' ELSE 'F' END,
           'nik', p.nik, 'validNik', true, 'jenisPegawaiId', '15', 'statusPegawai', CASE p.status WHEN 1 THEN 'CPNS' WHEN 2 THEN 'PNS' ELSE 'PPPK' END,
           'kedudukanPnsId', CASE p.kedudukan WHEN 'AKTIF' THEN '01' WHEN 'CLTN' THEN '02' WHEN 'TB' THEN '03' WHEN 'PPPK' THEN '71' WHEN 'PENSIUN' THEN '99' WHEN 'WAFAT' THEN '88' ELSE '52' END,
           'kedudukanPnsNama', CASE p.kedudukan WHEN 'PPPK' THEN 'PPPK Aktif' WHEN 'AKTIF' THEN 'Aktif' ELSE k.nama END)
       || jsonb_build_object('tmtCpns', contoh.tgl(p.tmt_cpns), 'tmtPns', contoh.tgl(p.tmt_pns), 'tmtPensiun', contoh.tgl(p.tmt_pensiun), 'golRuangAkhirId', contoh.gol(p.golru), 'golRuangAkhir', p.golru,
           'unorId', u.unor_id, 'unorNama', uk.nama, 'instansiKerjaId', 'A0C0470000000000E050640A15020001', 'instansiIndukId', 'A0C0470000000000E050640A15020001',
           'satuanKerjaKerjaId', 'a0c04700-0000-11ee-8000-0a580a83c001', 'jenisJabatanId', CASE p.jenis_jabatan WHEN 1 THEN '1' WHEN 3 THEN '2' ELSE '4' END,
           'tkPendidikanTerakhirId', (array['05', '10', '15', '17', '20', '25', '30', '35', '40', '42', '45', '50'])[p.tingkat_id],
           'email', 'asn' || p.id || '@example.net', 'emailGov', '', 'noHp', '', 'noTelp', '', 'alamat', '', 'noNpwp', '', 'tglNpwp', '', 'bpjs', '', 'noTaspen', '', 'agamaId', '', 'kelas_jabatan', '')
       || (e.row - 'id' - 'nipBaru')
       || CASE WHEN c.row IS NULL THEN '{}'::jsonb WHEN contoh.acak('cpns' || p.id, 2) = 0 THEN c.row - 'id' - 'nipBaru' ELSE '{"noSpmt": "", "nomorSkCpns": ""}' END
       || CASE WHEN contoh.acak('kontak' || p.id, 2) = 0 THEN '{}'::jsonb
               WHEN contoh.acak('kontakx' || p.id, 3) = 0 THEN jsonb_build_object('email', 'lama' || p.id || '@example.net', 'emailGov', '')
               ELSE jsonb_build_object('noHp', '0800' || p.id, 'alamat', 'Alamat lama ' || p.id, 'noNpwp', '') END AS row
  FROM simpeg.pegawai p JOIN contoh.orang o USING (id) JOIN simpeg.ref_kedudukan k ON k.kode = p.kedudukan
  JOIN contoh.expected e ON e.t = 'pns' AND e.src_id = p.id::text
  LEFT JOIN contoh.expected c ON c.t = 'cpns' AND c.src_id = p.id::text
  LEFT JOIN contoh.bkn_unor u ON u.kode = p.unit_kode LEFT JOIN simpeg.unit_kerja uk ON uk.kode = p.unit_kode
 WHERE o.cacat IS DISTINCT FROM 'NIP_UNKNOWN';

SELECT jsonb_build_object('t', 'ref-unor', 'row', jsonb_build_object('Id', b.unor_id, 'InstansiId', 'A0C0470000000000E050640A15020001', 'DiatasanId', coalesce(i.unor_id, ''),
       'EselonId', coalesce(contoh.eselon(e.nama), ''), 'NamaUnor', u.nama, 'NamaJabatan', coalesce(u.nama_jabatan, ''), 'CepatKode', u.kode, 'IndukUnorId', '', 'PemimpinPnsId', '', 'JenisUnorId', ''))
  FROM contoh.bkn_unor b JOIN simpeg.unit_kerja u USING (kode) LEFT JOIN contoh.bkn_unor i ON i.kode = u.induk LEFT JOIN simpeg.ref_eselon e ON e.kode = u.eselon_kode
 WHERE b.ada ORDER BY u.kode;
SELECT jsonb_build_object('t', 'ref', 'name', CASE r.jenis WHEN 3 THEN 'jabatan-fungsional' ELSE 'jabatan-fungsional-umum' END, 'row', jsonb_build_object('id', b.jabatan_id, 'nama', r.nama)
       || jsonb_strip_nulls(jsonb_build_object('jenjang', '{"PERTAMA": "PT", "MUDA": "MU", "MADYA": "MA", "UTAMA": "UT", "PEMULA": "PM", "TERAMPIL": "TR", "MAHIR": "MH", "PENYELIA": "PY"}'::jsonb -> r.jenjang)))
  FROM contoh.bkn_jabatan b JOIN simpeg.ref_jabatan r USING (id) WHERE b.ada ORDER BY r.id;
SELECT jsonb_build_object('t', 'pns', 'row', row) FROM seed_pns ORDER BY id;
SELECT jsonb_build_object('t', CASE t WHEN 'rw-skp2021' THEN 'rw-skp' ELSE t END, 'nip', nip, 'row', row) FROM contoh.seed_row ORDER BY t, nip, src_id;
-- what only BKN has
SELECT jsonb_build_object('t', 'nilaiipasn', 'nip', o.nip_asli, 'row', jsonb_build_object('id', contoh.id_siasn('ip' || p.id), 'nip', o.nip_asli, 'kualifikasi', 20, 'kompetensi', 10 + contoh.acak('ipk' || p.id, 30),
       'kinerja', 25, 'disiplin', 5, 'total', 60 + contoh.acak('ip' || p.id, 35))) FROM seed_pns s JOIN simpeg.pegawai p USING (id) JOIN contoh.orang o USING (id) WHERE p.kedudukan = 'AKTIF' ORDER BY p.id;
COMMIT;
