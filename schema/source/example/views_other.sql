-- Worked adapter, part 4: the other histories, documents, competency standards and assessments.
CREATE INDEX IF NOT EXISTS riwayat_pangkat_siasn_src ON simpeg.riwayat_pangkat (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS riwayat_pangkat_siasn_upd ON simpeg.riwayat_pangkat ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS riwayat_pendidikan_siasn_src ON simpeg.riwayat_pendidikan (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS riwayat_pendidikan_siasn_upd ON simpeg.riwayat_pendidikan ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS skp_siasn_src ON simpeg.skp (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS skp_siasn_upd ON simpeg.skp ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS angka_kredit_siasn_src ON simpeg.angka_kredit (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS angka_kredit_siasn_upd ON simpeg.angka_kredit ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS penghargaan_siasn_src ON simpeg.penghargaan (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS penghargaan_siasn_upd ON simpeg.penghargaan ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS hukdis_siasn_src ON simpeg.hukdis (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS dokumen_siasn_src ON simpeg.dokumen (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS dokumen_siasn_upd ON simpeg.dokumen ((updated_at AT TIME ZONE 'Asia/Jakarta'));

DROP VIEW IF EXISTS siasn_src.v_rw_golongan, siasn_src.v_rw_pendidikan, siasn_src.v_rw_skp, siasn_src.v_rw_angkakredit, siasn_src.v_rw_penghargaan,
    siasn_src.v_rw_hukdis, siasn_src.v_dokumen, siasn_src.v_standar_jabatan, siasn_src.v_standar_pendidikan, siasn_src.v_standar_diklat,
    siasn_src.v_standar_kompetensi, siasn_src.v_hasil_uji, siasn_src.v_hasil_uji_detil;

CREATE VIEW siasn_src.v_rw_golongan AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.riwayat_pangkat'::text AS src_table,
       kg.siasn AS golongan_id, r.golru::text AS golongan_raw, r.tmt, rtrim(r.no_sk) AS no_sk, r.tgl_sk, rtrim(r.no_bkn) AS no_pertek, r.tgl_bkn AS tgl_pertek,
       r.mk_tahun, r.mk_bulan, kp.siasn AS jenis_kp_id, r.ak AS angka_kredit
  FROM simpeg.riwayat_pangkat r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.golru
  LEFT JOIN siasn_map.kode kp ON kp.jenis = 'jenis_kp' AND kp.lokal = r.jenis_kp::text;

CREATE VIEW siasn_src.v_rw_pendidikan AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.riwayat_pendidikan'::text AS src_table,
       kt.siasn AS tingkat_id, mj.pendidikan_id, r.jurusan_id::text AS jurusan_src_id, rtrim(r.jurusan) AS jurusan_raw, rtrim(r.sekolah) AS nama_sekolah, rtrim(r.no_ijazah) AS no_ijazah,
       r.tgl_lulus, r.tahun AS tahun_lulus, r.gelar_depan::text, r.gelar_belakang::text, r.pertama AS is_pertama
  FROM simpeg.riwayat_pendidikan r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.jurusan mj ON mj.id = r.jurusan_id
  LEFT JOIN siasn_map.kode kt ON kt.jenis = 'tingkat' AND kt.lokal = r.tingkat_id::text;

-- quadrant: equal scores 1, 2, 3 give 1, 2, 5; otherwise the larger
CREATE VIEW siasn_src.v_rw_skp AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.skp'::text AS src_table,
       r.tahun, h.siasn::smallint AS hasil_nilai, b.siasn::smallint AS perilaku_nilai,
       CASE WHEN h.siasn = '3' AND b.siasn = '3' THEN 5 WHEN h.siasn IS NOT NULL AND b.siasn IS NOT NULL THEN greatest(h.siasn::int, b.siasn::int) END::smallint AS kuadran_nilai,
       r.predikat::text AS predikat_raw, translate(r.penilai_nip, ' .-', '') AS penilai_nip, rtrim(r.penilai_nama) AS penilai_nama,
       kg.siasn AS penilai_golongan_id, rtrim(r.penilai_jabatan) AS penilai_jabatan, rtrim(r.penilai_unit) AS penilai_unor,
       CASE WHEN r.penilai_nip IS NOT NULL THEN 'ASN'::text END AS penilai_status
  FROM simpeg.skp r
  LEFT JOIN siasn_map.kode h ON h.jenis = 'skp' AND h.lokal = r.hasil
  LEFT JOIN siasn_map.kode b ON b.jenis = 'skp' AND b.lokal = r.perilaku
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.penilai_golru;

CREATE VIEW siasn_src.v_rw_angkakredit AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.angka_kredit'::text AS src_table,
       (r.riwayat_jabatan_id::text) COLLATE "C" AS rw_jabatan_src_id, rtrim(r.no_pak) AS no_sk, r.tgl_pak AS tgl_sk,
       extract(month FROM r.mulai)::int AS bulan_mulai, extract(year FROM r.mulai)::int AS tahun_mulai,
       extract(month FROM r.selesai)::int AS bulan_selesai, extract(year FROM r.selesai)::int AS tahun_selesai,
       r.utama, r.penunjang, r.utama + r.penunjang AS total, r.jenis = 'P' AS is_pertama, r.jenis = 'I' AS is_integrasi, r.jenis = 'K' AS is_konversi
  FROM simpeg.angka_kredit r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id;

CREATE VIEW siasn_src.v_rw_penghargaan AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.penghargaan'::text AS src_table,
       kh.siasn AS harga_id, rtrim(r.nama) AS nama_raw, rtrim(r.no_sk) AS no_sk, r.tgl_sk, r.tahun
  FROM simpeg.penghargaan r
  LEFT JOIN siasn_map.kode kh ON kh.jenis = 'harga' AND kh.lokal = r.kode;

CREATE VIEW siasn_src.v_rw_hukdis AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.hukdis'::text AS src_table,
       kt.siasn AS tingkat_id, kj.siasn AS jenis_id, ka.siasn AS alasan_id, kg.siasn AS golongan_id, '01'::text AS kedudukan_id,
       r.no_pp::text AS nomor_pp, rtrim(r.no_sk) AS no_sk, r.tgl_sk, r.tmt, r.tgl_akhir,
       extract(year FROM age(r.tgl_akhir, r.tmt))::int AS masa_tahun, extract(month FROM age(r.tgl_akhir, r.tmt))::int AS masa_bulan, rtrim(r.keterangan) AS ket
  FROM simpeg.hukdis r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode kt ON kt.jenis = 'hukdis_tingkat' AND kt.lokal = r.tingkat
  LEFT JOIN siasn_map.kode kj ON kj.jenis = 'hukdis_jenis' AND kj.lokal = r.jenis
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'hukdis_alasan' AND ka.lokal = r.alasan
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.golru;

CREATE VIEW siasn_src.v_dokumen AS
SELECT (d.id::text) COLLATE "C" AS src_id,
       CASE d.tabel WHEN 'riwayat_jabatan' THEN 'v_rw_jabatan' WHEN 'diklat_struktural' THEN 'v_rw_diklat' WHEN 'riwayat_kursus' THEN 'v_rw_kursus' END AS owner_view,
       (d.id_baris::text) COLLATE "C" AS owner_src_id,
       CASE d.jenis WHEN 'SK_JABATAN' THEN 872 WHEN 'SERT_DIKLAT' THEN 874 WHEN 'SERT_KURSUS' THEN 881 END AS ref_dokumen_id,
       d.path::text, d.isi AS content, d.isi_b64 AS content_b64, d.nama_file::text, 'application/pdf'::text AS mime, octet_length(d.isi) AS size,
       d.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at
  FROM simpeg.dokumen d;

CREATE VIEW siasn_src.v_standar_jabatan AS
SELECT s.unit_kode::text AS src_id, s.unit_kode::text AS unor_src_id, kmin.siasn AS pangkat_min_id, kmax.siasn AS pangkat_max_id,
       kt.siasn AS pendidikan_min_tingkat_id, ke.siasn AS eselon_id, s.kelas, s.jpm_min, s.dasar::text AS no_dasar
  FROM simpeg.standar_jabatan s
  JOIN simpeg.unit_kerja u ON u.kode = s.unit_kode
  LEFT JOIN siasn_map.kode kmin ON kmin.jenis = 'golongan' AND kmin.lokal = s.golru_min
  LEFT JOIN siasn_map.kode kmax ON kmax.jenis = 'golongan' AND kmax.lokal = s.golru_max
  LEFT JOIN siasn_map.kode kt ON kt.jenis = 'tingkat' AND kt.lokal = s.tingkat_min::text
  LEFT JOIN siasn_map.kode ke ON ke.jenis = 'eselon' AND ke.lokal = u.eselon_kode::text;

CREATE VIEW siasn_src.v_standar_pendidikan AS
SELECT s.unit_kode::text AS standar_src_id, kt.siasn AS tingkat_id, true AS bebas_jurusan
  FROM simpeg.standar_jabatan s LEFT JOIN siasn_map.kode kt ON kt.jenis = 'tingkat' AND kt.lokal = s.tingkat_min::text;

CREATE VIEW siasn_src.v_standar_diklat AS
SELECT s.unit_kode::text AS standar_src_id, 'MANAJERIAL'::text AS jenis, kd.siasn AS latihan_struktural_id, rd.nama::text AS nama_raw
  FROM simpeg.standar_jabatan s JOIN simpeg.ref_diklat rd ON rd.kode = s.diklat LEFT JOIN siasn_map.kode kd ON kd.jenis = 'diklat' AND kd.lokal = s.diklat;

CREATE VIEW siasn_src.v_standar_kompetensi AS
SELECT s.unit_kode::text AS standar_src_id, k AS kompetensi_kode, CASE k WHEN 'PB' THEN 'SK' ELSE 'M' END AS kelompok, s.level_min
  FROM simpeg.standar_jabatan s, unnest('{INT,KJS,KOM,OPH,PP,PDL,MPR,PK,PB}'::text[]) AS k;

CREATE VIEW siasn_src.v_hasil_uji AS
SELECT (a.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, 'asesmen'::text AS jenis, a.tgl, extract(year FROM a.tgl)::int AS tahun,
       a.lembaga::text, a.jpm, a.potensi, a.kategori::text, a.berlaku AS berlaku_sampai, 1::smallint AS status_verif, false AS is_deleted,
       a.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at
  FROM simpeg.asesmen a JOIN simpeg.pegawai p ON p.id = a.pegawai_id;

CREATE VIEW siasn_src.v_hasil_uji_detil AS
SELECT (n.asesmen_id::text) COLLATE "C" AS hasil_src_id, n.kompetensi::text AS kompetensi_kode, n.capaian AS level_capaian, n.standar AS level_standar, n.capaian - n.standar AS gap
  FROM simpeg.asesmen_nilai n;
