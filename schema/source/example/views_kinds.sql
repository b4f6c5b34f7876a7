-- Worked adapter, part 4b: appointments, older and periodic appraisals, recognised service, retirements, certificates, family.
-- All optional: a site without such a table leaves the view out, and the kind is not worked on.
CREATE INDEX IF NOT EXISTS pengangkatan_siasn_src ON simpeg.pengangkatan (((pegawai_id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS skp_lama_siasn_src ON simpeg.skp_lama (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS kinerja_siasn_src ON simpeg.kinerja (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS pmk_siasn_src ON simpeg.pmk (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS pemberhentian_siasn_src ON simpeg.pemberhentian (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS sertifikasi_siasn_src ON simpeg.sertifikasi (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS suami_istri_siasn_src ON simpeg.suami_istri (((id::text) COLLATE "C"));
CREATE INDEX IF NOT EXISTS anak_siasn_src ON simpeg.anak (((id::text) COLLATE "C"));

DROP VIEW IF EXISTS siasn_src.v_cpns, siasn_src.v_rw_skp_2021, siasn_src.v_rw_skp_lama, siasn_src.v_rw_kinerja, siasn_src.v_rw_masakerja,
    siasn_src.v_rw_pemberhentian, siasn_src.v_rw_sertifikasi, siasn_src.v_pasangan, siasn_src.v_anak;

CREATE VIEW siasn_src.v_cpns AS
SELECT (r.pegawai_id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.pengangkatan'::text AS src_table,
       CASE WHEN r.tmt_pns IS NULL THEN 'cpns' ELSE 'pns' END AS status, rtrim(r.sk_cpns) AS no_sk_cpns, r.tgl_sk_cpns, r.tmt_cpns,
       rtrim(r.sk_pns) AS no_sk_pns, r.tgl_sk_pns, r.tmt_pns, rtrim(r.spmt) AS no_spmt, r.tgl_tugas AS tmt_tugas, rtrim(r.sttpl) AS no_sttpl, r.tgl_sttpl,
       rtrim(r.karpeg) AS no_karpeg, rtrim(r.jabatan) AS nama_jabatan
  FROM simpeg.pengangkatan r JOIN simpeg.pegawai p ON p.id = r.pegawai_id;

-- One table here, two rules at SIASN: of 2021, and of the years before. Behaviour: five scores, a sixth for heads of units.
CREATE VIEW siasn_src.v_rw_skp_2021 AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.skp_lama'::text AS src_table,
       r.tahun, kj.siasn::smallint AS jenis_jabatan, r.nilai_skp, r.pelayanan AS orientasi_pelayanan, r.integritas, r.komitmen, r.disiplin, r.kerjasama, r.kepemimpinan,
       r.inisiatif AS inisiatif_kerja, r.prestasi AS konversi_nilai, r.prestasi AS nilai_integrasi, 'PP30'::text AS jenis_peraturan,
       r.nilai_perilaku, r.prestasi AS nilai_prestasi, r.pelayanan + r.integritas + r.komitmen + r.disiplin + r.kerjasama AS jumlah,
       (r.pelayanan + r.integritas + r.komitmen + r.disiplin + r.kerjasama) / 5.0 AS nilai_rata,
       translate(r.penilai_nip, ' .-', '') AS penilai_nip, rtrim(r.penilai_nama) AS penilai_nama, rtrim(r.penilai_jabatan) AS penilai_jabatan, rtrim(r.penilai_unit) AS penilai_unor,
       kg.siasn AS penilai_golongan_id, r.penilai_tmt AS penilai_tmt_golongan, 'ASN'::text AS penilai_status,
       translate(r.atasan_nip, ' .-', '') AS atasan_nip, rtrim(r.atasan_nama) AS atasan_nama, rtrim(r.atasan_jabatan) AS atasan_jabatan, rtrim(r.atasan_unit) AS atasan_unor,
       ka.siasn AS atasan_golongan_id, 'ASN'::text AS atasan_status
  FROM simpeg.skp_lama r
  LEFT JOIN siasn_map.kode kj ON kj.jenis = 'jenis_jabatan' AND kj.lokal = r.jenis_jabatan::text
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.penilai_golru
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'golongan' AND ka.lokal = r.atasan_golru
 WHERE r.tahun = 2021;

CREATE VIEW siasn_src.v_rw_skp_lama AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.skp_lama'::text AS src_table,
       r.tahun, kj.siasn::smallint AS jenis_jabatan, r.nilai_skp, r.pelayanan AS orientasi_pelayanan, r.integritas, r.komitmen, r.disiplin, r.kerjasama, r.kepemimpinan,
       r.nilai_perilaku, r.prestasi AS nilai_prestasi, r.pelayanan + r.integritas + r.komitmen + r.disiplin + r.kerjasama AS jumlah,
       (r.pelayanan + r.integritas + r.komitmen + r.disiplin + r.kerjasama) / 5.0 AS nilai_rata,
       translate(r.penilai_nip, ' .-', '') AS penilai_nip, rtrim(r.penilai_nama) AS penilai_nama, rtrim(r.penilai_jabatan) AS penilai_jabatan, rtrim(r.penilai_unit) AS penilai_unor,
       kg.siasn AS penilai_golongan_id, r.penilai_tmt AS penilai_tmt_golongan, 'ASN'::text AS penilai_status,
       translate(r.atasan_nip, ' .-', '') AS atasan_nip, rtrim(r.atasan_nama) AS atasan_nama, rtrim(r.atasan_jabatan) AS atasan_jabatan, rtrim(r.atasan_unit) AS atasan_unor,
       ka.siasn AS atasan_golongan_id, 'ASN'::text AS atasan_status
  FROM simpeg.skp_lama r
  LEFT JOIN siasn_map.kode kj ON kj.jenis = 'jenis_jabatan' AND kj.lokal = r.jenis_jabatan::text
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.penilai_golru
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'golongan' AND ka.lokal = r.atasan_golru
 WHERE r.tahun < 2021;

-- quadrant: as in v_rw_skp
CREATE VIEW siasn_src.v_rw_kinerja AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(r.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id,
       CASE r.verifikasi WHEN 'S' THEN 1 WHEN 'X' THEN 2 ELSE 0 END::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.kinerja'::text AS src_table,
       r.tahun, kf.siasn AS koefisien_id, '2'::text AS periodik_id, 3 * r.triwulan - 2 AS bulan_mulai, r.tahun AS tahun_mulai, 3 * r.triwulan AS bulan_selesai, r.tahun AS tahun_selesai,
       h.siasn::smallint AS hasil_nilai, b.siasn::smallint AS perilaku_nilai,
       CASE WHEN h.siasn = '3' AND b.siasn = '3' THEN 5 WHEN h.siasn IS NOT NULL AND b.siasn IS NOT NULL THEN greatest(h.siasn::int, b.siasn::int) END::smallint AS kuadran_nilai,
       translate(r.penilai_nip, ' .-', '') AS penilai_nip, rtrim(r.penilai_nama) AS penilai_nama, kg.siasn AS penilai_golongan_id,
       rtrim(r.penilai_jabatan) AS penilai_jabatan, rtrim(r.penilai_unit) AS penilai_unor, CASE WHEN r.penilai_nip IS NOT NULL THEN 'ASN'::text END AS penilai_status
  FROM simpeg.kinerja r
  LEFT JOIN siasn_map.kode kf ON kf.jenis = 'koefisien' AND kf.lokal = r.jenjang
  LEFT JOIN siasn_map.kode h ON h.jenis = 'skp' AND h.lokal = r.hasil
  LEFT JOIN siasn_map.kode b ON b.jenis = 'skp' AND b.lokal = r.perilaku
  LEFT JOIN siasn_map.kode kg ON kg.jenis = 'golongan' AND kg.lokal = r.penilai_golru;

CREATE VIEW siasn_src.v_rw_masakerja AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.pmk'::text AS src_table,
       rtrim(r.tempat) AS pengalaman, r.mulai AS tgl_mulai, r.selesai AS tgl_selesai, rtrim(r.no_sk) AS no_sk, r.tgl_sk, rtrim(r.no_bkn) AS no_bkn, r.tgl_bkn,
       r.tahun AS mk_tahun, r.bulan AS mk_bulan, r.dinilai
  FROM simpeg.pmk r JOIN simpeg.pegawai p ON p.id = r.pegawai_id;

CREATE VIEW siasn_src.v_rw_pemberhentian AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.pemberhentian'::text AS src_table,
       kh.siasn AS jenis_id, kk.siasn AS kedudukan_id, rtrim(r.no_sk) AS no_sk, r.tgl_sk
  FROM simpeg.pemberhentian r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode kh ON kh.jenis = 'henti' AND kh.lokal = r.sebab
  LEFT JOIN siasn_map.kode kk ON kk.jenis = 'kedudukan' AND kk.lokal = p.kedudukan;

CREATE VIEW siasn_src.v_rw_sertifikasi AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.sertifikasi'::text AS src_table,
       rtrim(r.nama) AS nama, rtrim(r.nomor) AS nomor, r.tgl AS tgl_sertifikat, rtrim(r.lembaga) AS lembaga, rtrim(r.gelar) AS gelar_belakang, r.mulai AS berlaku_mulai, r.selesai AS berlaku_selesai
  FROM simpeg.sertifikasi r JOIN simpeg.pegawai p ON p.id = r.pegawai_id;

CREATE VIEW siasn_src.v_pasangan AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.suami_istri'::text AS src_table,
       rtrim(r.nama) AS nama, r.ke, rtrim(r.tempat_lahir) AS tempat_lahir, r.tgl_lahir, ka.siasn AS agama_id, r.nik::text AS no_identitas, '1'::text AS status_nikah,
       rtrim(r.no_akta) AS no_akta_nikah, r.tgl_nikah AS tgl_menikah, true AS hidup, rtrim(r.pekerjaan) AS pekerjaan
  FROM simpeg.suami_istri r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'agama' AND ka.lokal = r.agama;

CREATE VIEW siasn_src.v_anak AS
SELECT (r.id::text) COLLATE "C" AS src_id, translate(p.nip, ' .-', '') AS nip, nullif(btrim(r.id_siasn), '') AS siasn_id, 1::smallint AS status_verif, false AS is_deleted,
       r.updated_at AT TIME ZONE 'Asia/Jakarta' AS updated_at, 'simpeg.anak'::text AS src_table,
       rtrim(r.nama) AS nama, r.tgl_lahir, CASE r.jenis_kelamin WHEN 'L' THEN 'M' WHEN 'P' THEN 'F' END AS jenis_kelamin, '1'::text AS jenis_anak_id,
       (r.suami_istri_id::text) COLLATE "C" AS pasangan_src_id, ka.siasn AS agama_id, rtrim(r.no_akta) AS no_akta_lahir, true AS hidup
  FROM simpeg.anak r JOIN simpeg.pegawai p ON p.id = r.pegawai_id
  LEFT JOIN siasn_map.kode ka ON ka.jenis = 'agama' AND ka.lokal = r.agama;
