-- Worked adapter, part 2: the constants of the agency, employees, units, positions. See contract.sql for the rules.
--
-- Patterns worth copying
--   src_id      (id::text) COLLATE "C", with an index on that very expression: lookup by key and ordered scan both use it
--   updated_at  local time made timestamptz by a constant zone (immutable, so it can be indexed as an expression)
--   codes       LEFT JOIN siasn_map.kode on a constant kind and its key: an unknown local code gives NULL, never a wrong code
--   sentinels   NULLed only in dates that may be empty; in dates SIASN demands they pass, so that the quarantine report says
--               DATE_SENTINEL and not merely "missing"
CREATE INDEX IF NOT EXISTS pegawai_siasn_src ON simpeg.pegawai (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS pegawai_siasn_upd ON simpeg.pegawai ((updated_at AT TIME ZONE 'Asia/Jakarta'));

DROP VIEW IF EXISTS siasn_src.v_contract, siasn_src.v_pegawai, siasn_src.v_unor, siasn_src.v_jabatan_ref;

-- The three ids are those of the agency at SIASN; synthetic here.
CREATE VIEW siasn_src.v_contract AS
SELECT 1 AS version, 'Kabupaten Contoh'::text AS site, 'A0C0470000000000E050640A15020001'::text AS instansi_id,
       'A0C0470000000000E050640A15020001'::text AS instansi_induk_id, 'a0c04700-0000-11ee-8000-0a580a83c001'::text AS satuan_kerja_id,
       'Asia/Jakarta'::text AS tz;

CREATE VIEW siasn_src.v_pegawai AS
SELECT (p.id::text) COLLATE "C" AS src_id,
       translate(p.nip, ' .-', '') AS nip, p.nip_lama::text, nullif(rtrim(p.pns_id_siasn), '') AS pns_id, p.nik::text,
       rtrim(p.nama) AS nama, rtrim(p.gelar_depan) AS gelar_depan, rtrim(p.gelar_belakang) AS gelar_belakang, rtrim(p.tempat_lahir) AS tempat_lahir,
       p.tgl_lahir, CASE p.jenis_kelamin WHEN 'L' THEN 'M' WHEN 'P' THEN 'F' END AS jenis_kelamin,
       CASE p.status WHEN 1 THEN 'CPNS' WHEN 2 THEN 'PNS' WHEN 3 THEN 'PPPK' END AS status_asn,
       kk.siasn AS kedudukan_hukum_id, p.kedudukan::text AS kedudukan_hukum_raw,
       p.tmt_cpns, p.tmt_pns, kg.siasn AS golongan_id, p.golru::text AS golongan_raw,
       p.unit_kode::text AS unor_src_id, p.jabatan_id::text AS jabatan_src_id,
       rtrim(p.email) AS email, rtrim(p.email_dinas) AS email_gov, rtrim(p.hp) AS no_hp, rtrim(p.telp) AS no_telp, rtrim(p.alamat) AS alamat,
       rtrim(p.npwp) AS npwp, p.tgl_npwp, p.bpjs::text AS no_bpjs, p.taspen::text AS no_taspen,
       ka.siasn AS agama_id, p.kelas_jabatan::text, '15'::text AS jenis_pegawai_id, kt.siasn AS pendidikan_tingkat_id, p.tmt_pensiun,
       k.aktif, false AS is_deleted, p.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at
  FROM simpeg.pegawai p
  JOIN simpeg.ref_kedudukan k ON k.kode = p.kedudukan
  LEFT JOIN siasn_map.kode kk ON kk.jenis = 'kedudukan' AND kk.lokal = p.kedudukan
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = p.golru
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'agama' AND ka.lokal = p.agama
  LEFT JOIN siasn_map.kode kt ON kt.jenis = 'tingkat' AND kt.lokal = p.tingkat_id::text;

CREATE VIEW siasn_src.v_unor AS
SELECT u.kode::text AS src_id, u.induk::text AS parent_src_id, u.kode::text AS kode, rtrim(u.nama) AS nama, ke.siasn AS eselon_id,
       rtrim(u.nama_jabatan) AS nama_jabatan, m.unor_id, u.aktif, u.tgl_berlaku AS berlaku_mulai, nullif(u.tgl_akhir, date '9999-12-31') AS berlaku_akhir,
       m.oleh AS map_by, m.pada AS map_at
  FROM simpeg.unit_kerja u
  LEFT JOIN siasn_map.unor m ON m.kode = u.kode
  LEFT JOIN siasn_map.kode ke ON ke.jenis = 'eselon' AND ke.lokal = u.eselon_kode::text;

CREATE VIEW siasn_src.v_jabatan_ref AS
SELECT r.id::text AS src_id, kj.siasn::smallint AS jenis, rtrim(r.nama) AS nama, m.jabatan_id, r.wajib_tugas AS sub_jabatan_wajib, r.kelas, r.bup, r.aktif
  FROM simpeg.ref_jabatan r
  LEFT JOIN siasn_map.jabatan m ON m.id = r.id
  LEFT JOIN siasn_map.kode kj ON kj.jenis = 'jenis_jabatan' AND kj.lokal = r.jenis::text;
