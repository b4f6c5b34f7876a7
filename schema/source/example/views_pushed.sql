-- Worked adapter, part 3: the histories that are pushed first: positions, structural training, courses.
CREATE INDEX IF NOT EXISTS riwayat_jabatan_siasn_src ON simpeg.riwayat_jabatan (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS riwayat_jabatan_siasn_upd ON simpeg.riwayat_jabatan ((updated_at AT TIME ZONE 'Asia/Jakarta'));
CREATE INDEX IF NOT EXISTS diklat_struktural_siasn_src ON simpeg.diklat_struktural (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS diklat_struktural_siasn_upd ON simpeg.diklat_struktural ((updated_at AT TIME ZONE 'Asia/Jakarta'));
-- riwayat_kursus has a text key in collation "C": its primary key serves as it is
CREATE INDEX IF NOT EXISTS riwayat_kursus_siasn_upd ON simpeg.riwayat_kursus ((updated_at AT TIME ZONE 'Asia/Jakarta'));

DROP VIEW IF EXISTS siasn_src.v_rw_jabatan, siasn_src.v_rw_diklat, siasn_src.v_rw_kursus;

CREATE VIEW siasn_src.v_rw_jabatan AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif,
       coalesce(r.status, '') = '1' AS is_deleted,                       -- '1' means deleted here
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.riwayat_jabatan'::text AS src_table,
       kj.siasn::smallint AS jenis_jabatan, r.jenis::text AS jenis_raw,
       r.unit_kode::text AS unor_src_id, mu.unor_id,
       r.jabatan_id::text AS jabatan_src_id, mj.jabatan_id, mt.sub_jabatan_id, rtrim(r.jabatan) AS nama_jabatan,
       CASE WHEN r.jenis = 1 THEN ke.siasn END AS eselon_id, r.eselon::text AS eselon_raw,
       rtrim(r.no_sk) AS no_sk, r.tgl_sk, r.tmt_jabatan,
       coalesce(nullif(r.tmt_pelantikan, date '1900-01-01'), r.tmt_jabatan) AS tmt_pelantikan,   -- empty here: the TMT, as most sites do
       r.tmt_jabatan AS tmt_mutasi, km.siasn AS jenis_mutasi_id,
       CASE WHEN r.jenis = 1 THEN kp.siasn END AS jenis_penugasan_id,    -- SIASN asks for it on structural posts only
       r.penugasan = 'DEF' AS is_definitif, r.terakhir AS is_terakhir,
       CASE p.status WHEN 1 THEN 'CPNS' WHEN 2 THEN 'PNS' WHEN 3 THEN 'PPPK' END AS status_asn
  FROM simpeg.riwayat_jabatan r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.unor mu ON mu.kode = r.unit_kode
  LEFT JOIN siasn_map.jabatan mj ON mj.id = r.jabatan_id
  LEFT JOIN siasn_map.tugas mt ON mt.id = r.tugas_id
  LEFT JOIN siasn_map.kode kj ON kj.jenis = 'jenis_jabatan' AND kj.lokal = r.jenis::text
  LEFT JOIN siasn_map.kode ke ON ke.jenis = 'eselon_teks' AND ke.lokal = r.eselon
  LEFT JOIN siasn_map.kode km ON km.jenis = 'mutasi' AND km.lokal = r.jenis_mutasi::text
  LEFT JOIN siasn_map.kode kp ON kp.jenis = 'penugasan' AND kp.lokal = r.penugasan;

CREATE VIEW siasn_src.v_rw_diklat AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       1::smallint AS status_verif, false AS is_deleted,                 -- no approval column: what is entered stands
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.diklat_struktural'::text AS src_table,
       kd.siasn AS latihan_struktural_id, r.diklat::text AS latihan_struktural_raw, rtrim(r.nama) AS nama, rtrim(r.penyelenggara) AS penyelenggara,
       r.tempat::text, nullif(rtrim(r.no_sttpp), '') AS nomor, r.tahun, r.tgl_mulai, r.tgl_selesai, r.jam AS jp, 0 AS bobot
  FROM simpeg.diklat_struktural r
  JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode kd ON kd.jenis = 'diklat' AND kd.lokal = r.diklat;

CREATE VIEW siasn_src.v_rw_kursus AS
SELECT r.id::text AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.status WHEN 2 THEN 1 WHEN 3 THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.riwayat_kursus'::text AS src_table,
       CASE WHEN siasn_map.tgl_dmy(r.tgl_mulai) IS NULL THEN nullif(r.tgl_mulai, '') END AS tgl_raw,
       kk.siasn AS jenis_diklat_id, r.jenis::text AS jenis_diklat_raw, ks.siasn AS jenis_sertipikat,
       rtrim(r.nama) AS nama, rtrim(r.penyelenggara) AS penyelenggara, nullif(rtrim(r.no_sertifikat), '') AS nomor_sertifikat,
       r.tahun, siasn_map.tgl_dmy(r.tgl_mulai) AS tgl_mulai, r.tgl_selesai,
       CASE WHEN r.jam ~ '^[0-9]{1,9}$' THEN r.jam::int END AS jp,       -- text that is no number: NULL, JP_RANGE
       r.sumber::text, r.sumber_ref::text
  FROM simpeg.riwayat_kursus r
  LEFT JOIN siasn_map.kode kk ON kk.jenis = 'kursus' AND kk.lokal = r.jenis
  LEFT JOIN siasn_map.kode ks ON ks.jenis = 'sertipikat' AND ks.lokal = r.jenis;
