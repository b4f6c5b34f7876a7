-- Reference DDL of the source contract, version 1: schema siasn_src with every view as an empty, typed template.
--
-- siasnd reads these views and nothing else of the site's database. Load this file once, then replace the templates one by
-- one with views over your own tables (schema/source/example/ is a complete worked adapter). contract.json says the same
-- for programs; a test holds the two together.
--
-- Rules
--   * R = required column: a view without it stops the daemon at start, which names the view and the column. Every other
--     column may be left out; a missing column reads as NULL. Further columns are ignored.
--   * v_contract, v_pegawai, v_unor, v_jabatan_ref and v_rw_jabatan are required. Drop the other templates you do not
--     fill: an absent view switches that flow off.
--   * text is right-trimmed; int may be smallint, integer or bigint; a date is a date, and NULL where the site knows that
--     it holds a sentinel such as 1900-01-01. Codes in *_id columns are SIASN's, local codes stand beside them in *_raw.
--   * src_id should have the collation "C" and an index on the same expression, so that WHERE src_id = ANY (...) and
--     ORDER BY src_id are index scans; likewise updated_at.
--   * PostgreSQL refuses CREATE OR REPLACE VIEW when columns differ: DROP VIEW first, as the example does.
--
-- Rights: the daemon's role gets USAGE on this schema and SELECT on the views, and no right on any base table; a view
-- reads its tables with the rights of the view's owner.
--   CREATE ROLE siasn_reader LOGIN;                      -- authenticate by peer, certificate or SCRAM; no password here
--   ALTER ROLE siasn_reader SET default_transaction_read_only = on;
--   ALTER ROLE siasn_reader SET statement_timeout = '10min';
--   GRANT USAGE ON SCHEMA siasn_src TO siasn_reader;
--   GRANT SELECT ON ALL TABLES IN SCHEMA siasn_src TO siasn_reader;   -- again after replacing a view by DROP and CREATE

CREATE SCHEMA IF NOT EXISTS siasn_src;
COMMENT ON SCHEMA siasn_src IS 'siasn-sync: read-only views over SIMPEG, source contract version 1';

-- v_contract: required. One row: contract version and the constants of the agency.
CREATE OR REPLACE VIEW siasn_src.v_contract AS
SELECT NULL::integer AS version,                -- R contract version; this file describes 1
       NULL::text AS site,                      --   name of the agency, for reports
       NULL::text AS instansi_id,               -- R SIASN instansiId
       NULL::text AS instansi_induk_id,         --   SIASN instansiIndukId; NULL = instansi_id
       NULL::text AS satuan_kerja_id,           -- R SIASN satuanKerjaId
       NULL::text AS tz                         --   time zone of the source's clock; NULL = Asia/Jakarta
 WHERE false;

-- v_pegawai: required. One row per employee. Only the contact fields are written (pns/data-utama-update).
CREATE OR REPLACE VIEW siasn_src.v_pegawai AS
SELECT NULL::text AS src_id,                    -- R stable key of the employee row, collation "C"
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS nip_lama,                  --   9-digit NIP of before 2009
       NULL::text AS pns_id,                    --   SIASN id of the person where the site holds it
       NULL::text AS nik,                       --   16-digit population number
       NULL::text AS nama,                      -- R name without titles
       NULL::text AS gelar_depan,               --   title before the name
       NULL::text AS gelar_belakang,            --   title after the name
       NULL::text AS tempat_lahir,              --   place of birth
       NULL::date AS tgl_lahir,                 -- R birth date; must agree with NIP digits 1-8
       NULL::text AS jenis_kelamin,             --   M or F; must agree with NIP digit 15
       NULL::text AS status_asn,                --   CPNS, PNS, PPPK or PPPK-PW
       NULL::text AS kedudukan_hukum_id,        --   SIASN kedudukanHukum code, for example 01
       NULL::text AS kedudukan_hukum_raw,       --   local code, for reports only
       NULL::date AS tmt_cpns,                  --   start as CPNS, or start of the PPPK contract; must agree with NIP digits 9-14
       NULL::date AS tmt_pns,                   --   start as PNS
       NULL::text AS golongan_id,               --   SIASN golongan code of the current rank
       NULL::text AS golongan_raw,              --   local code, for reports only
       NULL::text AS unor_src_id,               --   current unit, v_unor.src_id
       NULL::text AS jabatan_src_id,            --   current position, v_jabatan_ref.src_id; NULL for structural
       NULL::text AS email,                     --   private e-mail
       NULL::text AS email_gov,                 --   government e-mail
       NULL::text AS no_hp,                     --   mobile number
       NULL::text AS no_telp,                   --   fixed-line number
       NULL::text AS alamat,                    --   home address
       NULL::text AS npwp,                      --   tax number
       NULL::date AS tgl_npwp,                  --   date of the tax number
       NULL::text AS no_bpjs,                   --   health insurance number
       NULL::text AS no_taspen,                 --   pension fund number
       NULL::date AS tgl_taspen,                --   its date
       NULL::text AS no_tapera,                 --   housing savings number
       NULL::text AS karis_karsu,               --   number of the wife's or husband's card
       NULL::text AS kpkn_id,                   --   SIASN id of the treasury office
       NULL::text AS agama_id,                  --   SIASN agama code
       NULL::text AS kabupaten_id,              --   SIASN lokasi id of the home regency
       NULL::text AS lokasi_kerja_id,           --   SIASN lokasi id of the work place
       NULL::text AS kelas_jabatan,             --   job class of the current position
       NULL::text AS jenis_pegawai_id,          --   SIASN jenisPegawai code, for example 15
       NULL::text AS pendidikan_tingkat_id,     --   SIASN tingkatPendidikan code of the last education
       NULL::date AS tmt_pensiun,               --   first day of retirement
       NULL::boolean AS aktif,                  -- R false = retired, died, moved: nothing of the person is pushed (INACTIVE_EMP)
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false
       NULL::timestamptz AS updated_at          --   last change; a hint for the stamp collector
 WHERE false;

-- v_cpns: optional. Appointment as CPNS and as PNS, one row per employee; cpns/save.
CREATE OR REPLACE VIEW siasn_src.v_cpns AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS status,                    -- R cpns or pns: how far the appointment has come
       NULL::text AS no_sk_cpns,                -- R CPNS decree number
       NULL::date AS tgl_sk_cpns,               -- R its date
       NULL::date AS tmt_cpns,                  -- R start as CPNS
       NULL::text AS no_sk_pns,                 --   PNS decree number; required with status pns
       NULL::date AS tgl_sk_pns,                --   its date
       NULL::date AS tmt_pns,                   --   start as PNS; required with status pns
       NULL::text AS no_spmt,                   --   number of the statement of taking up duty (SPMT)
       NULL::date AS tmt_tugas,                 --   day of taking up duty
       NULL::text AS no_sttpl,                  --   certificate of basic training
       NULL::date AS tgl_sttpl,                 --   its date
       NULL::text AS no_dokter,                 --   doctor's letter
       NULL::date AS tgl_dokter,                --   its date
       NULL::text AS no_pertek_l2th,            --   BKN's consent when CPNS lasted more than 2 years
       NULL::date AS tgl_pertek_l2th,           --   its date
       NULL::text AS no_karpeg,                 --   number of the employee card
       NULL::text AS nama_jabatan               --   position at the appointment
 WHERE false;

-- v_unor: required. Organisation units with their SIASN unorId. Compare only; also resolves units for reports.
CREATE OR REPLACE VIEW siasn_src.v_unor AS
SELECT NULL::text AS src_id,                    -- R stable key of the unit, collation "C"
       NULL::text AS parent_src_id,             --   parent unit; NULL for the root
       NULL::text AS kode,                      --   local code as people know it
       NULL::text AS nama,                      -- R name of the unit; never used for matching
       NULL::text AS eselon_id,                 --   SIASN eselon code of the unit's head; NULL where the head is not structural
       NULL::text AS nama_jabatan,              --   title of the unit's head
       NULL::text AS unor_id,                   -- R SIASN unorId, opaque; NULL = not mapped (UNOR_UNMAPPED)
       NULL::boolean AS aktif,                  --   NULL = true
       NULL::date AS berlaku_mulai,             --   valid from
       NULL::date AS berlaku_akhir,             --   valid to; NULL = open
       NULL::text AS map_by,                    --   who entered the mapping
       NULL::timestamptz AS map_at              --   when the mapping was entered
 WHERE false;

-- v_jabatan_ref: required. Positions (JF and pelaksana) with their SIASN id.
CREATE OR REPLACE VIEW siasn_src.v_jabatan_ref AS
SELECT NULL::text AS src_id,                    -- R stable key of the position, collation "C"
       NULL::integer AS jenis,                  -- R 1 structural, 2 JF, 4 pelaksana (SIASN codes)
       NULL::text AS nama,                      -- R name of the position
       NULL::text AS jabatan_id,                -- R SIASN JF or JFU id; NULL for structural or not mapped (JAB_UNMAPPED)
       NULL::boolean AS sub_jabatan_wajib,      --   true = doctor, teacher and the like: sub_jabatan_id is compulsory
       NULL::integer AS kelas,                  --   job class
       NULL::integer AS bup,                    --   retirement age
       NULL::boolean AS aktif                   --   NULL = true
 WHERE false;

-- v_rw_jabatan: required. Position history; jabatan/unorjabatan/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_jabatan AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::integer AS jenis_jabatan,          -- R 1 structural, 2 JF, 4 pelaksana (SIASN codes; map per site)
       NULL::text AS jenis_raw,                 --   local code, for reports only
       NULL::text AS unor_src_id,               --   unit, v_unor.src_id
       NULL::text AS unor_id,                   -- R SIASN unorId; NULL = UNOR_UNMAPPED
       NULL::text AS jabatan_src_id,            --   position, v_jabatan_ref.src_id; NULL with jenis 2 or 4 = JAB_FREETEXT
       NULL::text AS jabatan_id,                -- R SIASN JF (jenis 2) or JFU (jenis 4) id; NULL for structural
       NULL::text AS sub_jabatan_id,            --   SIASN subJabatan id
       NULL::text AS nama_jabatan,              --   free text, for reports only
       NULL::text AS eselon_id,                 -- R SIASN eselon code for structural, else NULL
       NULL::text AS eselon_raw,                --   local code, for reports only
       NULL::text AS no_sk,                     -- R decree number
       NULL::date AS tgl_sk,                    -- R decree date
       NULL::date AS tmt_jabatan,               -- R effective date
       NULL::date AS tmt_pelantikan,            --   inauguration
       NULL::date AS tmt_mutasi,                --   effective date of a unit move
       NULL::text AS jenis_mutasi_id,           --   MJ or MU
       NULL::text AS jenis_penugasan_id,        --   D definitive, TT, PLT, PLH, PJ
       NULL::boolean AS is_definitif,           -- R false = Plt/Plh/Pj: never pushed (PLT_NOT_PUSHED)
       NULL::boolean AS is_terakhir,            --   current position; for reports and DUP_POST, not sent
       NULL::text AS status_asn                 --   CPNS, PNS, PPPK or PPPK-PW: positions of PPPK are held back unless the site allows them
 WHERE false;

-- v_rw_diklat: optional. Structural training; diklat/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_diklat AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS latihan_struktural_id,     -- R SIASN latihanStruktural code 1-8
       NULL::text AS latihan_struktural_raw,    --   local code, for reports only
       NULL::text AS nama,                      --   name as on the certificate, for reports only
       NULL::text AS penyelenggara,             -- R organiser
       NULL::text AS tempat,                    --   place, for reports only
       NULL::text AS nomor,                     -- R certificate number
       NULL::integer AS tahun,                  -- R year
       NULL::date AS tgl_mulai,                 -- R first day
       NULL::date AS tgl_selesai,               -- R last day
       NULL::integer AS jp,                     -- R hours
       NULL::integer AS bobot,                  --   weight; NULL = 0
       NULL::text AS jenis_kompetensi           --   competence type
 WHERE false;

-- v_rw_kursus: optional. Technical and functional training, seminars, LMS courses; kursus/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_kursus AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS jenis_diklat_id,           -- R SIASN jenisDiklat code 2-25
       NULL::text AS jenis_diklat_raw,          --   local code, for reports only
       NULL::text AS jenis_sertipikat,          --   T, F or P; follows from jenis_diklat_id
       NULL::text AS jenis_kursus_id,           --   SIASN jenisKursus id
       NULL::text AS nama,                      -- R name of the course
       NULL::text AS penyelenggara,             -- R organiser
       NULL::text AS nomor_sertifikat,          -- R certificate number; may be shared by participants (CERT_SHARED)
       NULL::integer AS tahun,                  -- R year
       NULL::date AS tgl_mulai,                 -- R first day
       NULL::date AS tgl_selesai,               -- R last day
       NULL::integer AS jp,                     -- R hours
       NULL::text AS lokasi_id,                 --   SIASN lokasi id
       NULL::text AS rumpun,                    --   job family
       NULL::text AS rumpun_id,                 --   SIASN rumpunJabatan ids, by comma
       NULL::text AS sumber,                    --   simpeg, or the name of the LMS
       NULL::text AS sumber_ref                 --   the LMS's own completion id
 WHERE false;

-- v_rw_golongan: optional. Rank history. Compare only: SIASN has no write for it.
CREATE OR REPLACE VIEW siasn_src.v_rw_golongan AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS golongan_id,               -- R SIASN golongan code
       NULL::text AS golongan_raw,              --   local code, for reports only
       NULL::date AS tmt,                       -- R effective date
       NULL::text AS no_sk,                     -- R decree number
       NULL::date AS tgl_sk,                    --   decree date
       NULL::text AS no_pertek,                 --   number of BKN's consent
       NULL::date AS tgl_pertek,                --   date of BKN's consent
       NULL::integer AS mk_tahun,               --   years of service
       NULL::integer AS mk_bulan,               --   months of service
       NULL::text AS jenis_kp_id,               --   SIASN kenaikanPangkat code
       NULL::numeric AS angka_kredit            --   credit points at the promotion
 WHERE false;

-- v_rw_pendidikan: optional. Education history. Compare only: SIASN has no write for it.
CREATE OR REPLACE VIEW siasn_src.v_rw_pendidikan AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS tingkat_id,                -- R SIASN tingkatPendidikan code
       NULL::text AS pendidikan_id,             -- R SIASN pendidikan id; NULL = EDU_AMBIGUOUS
       NULL::text AS jurusan_src_id,            --   local id of the major, for siasnctl map; NULL = level and text
       NULL::text AS jurusan_raw,               --   major as text, for reports only
       NULL::text AS nama_sekolah,              --   school
       NULL::text AS no_ijazah,                 --   diploma number
       NULL::date AS tgl_lulus,                 --   graduation date
       NULL::integer AS tahun_lulus,            --   graduation year
       NULL::text AS gelar_depan,               --   title before the name
       NULL::text AS gelar_belakang,            --   title after the name
       NULL::boolean AS is_pertama              --   education at appointment
 WHERE false;

-- v_rw_skp: optional. Yearly appraisal from 2022 on; skp22/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_skp AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::integer AS tahun,                  -- R year
       NULL::integer AS hasil_nilai,            -- R result 1-3
       NULL::integer AS perilaku_nilai,         -- R behaviour 1-3
       NULL::integer AS kuadran_nilai,          -- R quadrant 1-5; equal scores 1, 2, 3 give 1, 2, 5, otherwise the larger
       NULL::text AS predikat_raw,              --   predicate as text, for reports only
       NULL::text AS penilai_nip,               -- R assessor's NIP or NRP; NULL = SKP_PARTIAL
       NULL::text AS penilai_nama,              -- R assessor's name
       NULL::text AS penilai_golongan_id,       --   assessor's SIASN golongan code
       NULL::text AS penilai_jabatan,           --   assessor's position
       NULL::text AS penilai_unor,              --   assessor's unit
       NULL::text AS penilai_status             --   ASN or NON ASN
 WHERE false;

-- v_rw_kinerja: optional. Monthly and quarterly appraisals; kinerjaperiodik/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_kinerja AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::integer AS tahun,                  -- R year
       NULL::text AS koefisien_id,              -- R SIASN koefisien code of the functional level
       NULL::text AS periodik_id,               -- R 1 monthly, 2 quarterly
       NULL::integer AS bulan_mulai,            -- R first month
       NULL::integer AS tahun_mulai,            -- R year of the first month
       NULL::integer AS bulan_selesai,          -- R last month
       NULL::integer AS tahun_selesai,          -- R year of the last month
       NULL::integer AS hasil_nilai,            -- R result 1-3
       NULL::integer AS perilaku_nilai,         -- R behaviour 1-3
       NULL::integer AS kuadran_nilai,          -- R quadrant 1-5; equal scores 1, 2, 3 give 1, 2, 5, otherwise the larger
       NULL::text AS penilai_nip,               -- R assessor's NIP or NRP; NULL = SKP_PARTIAL
       NULL::text AS penilai_nama,              -- R assessor's name
       NULL::text AS penilai_golongan_id,       --   assessor's SIASN golongan code
       NULL::text AS penilai_jabatan,           --   assessor's position
       NULL::text AS penilai_unor,              --   assessor's unit
       NULL::text AS penilai_status             --   ASN or NON ASN
 WHERE false;

-- v_rw_skp_2021: optional. Appraisal of 2021; skp/2021/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_skp_2021 AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::integer AS tahun,                  -- R year
       NULL::integer AS jenis_jabatan,          -- R 1 structural, 2 JF, 4 pelaksana (SIASN codes)
       NULL::numeric AS nilai_skp,              -- R SKP score, 0-100, decimals allowed
       NULL::numeric AS orientasi_pelayanan,    --   0-100, decimals allowed
       NULL::numeric AS integritas,             --   0-100, decimals allowed
       NULL::numeric AS komitmen,               --   0-100, decimals allowed
       NULL::numeric AS disiplin,               --   0-100, decimals allowed
       NULL::numeric AS kerjasama,              --   0-100, decimals allowed
       NULL::numeric AS kepemimpinan,           --   0-100, decimals allowed
       NULL::numeric AS inisiatif_kerja,        --   0-100, decimals allowed
       NULL::numeric AS konversi_nilai,         --   converted score
       NULL::numeric AS nilai_integrasi,        --   integrated score
       NULL::text AS jenis_peraturan,           --   code of the regulation it follows, as SIASN has it
       NULL::numeric AS nilai_perilaku,         -- R behaviour's share of the score
       NULL::numeric AS nilai_prestasi,         -- R final score
       NULL::numeric AS jumlah,                 --   sum of the behaviour scores
       NULL::numeric AS nilai_rata,             --   their mean
       NULL::text AS penilai_nip,               -- R assessor's NIP or NRP
       NULL::text AS penilai_nama,              -- R assessor's name
       NULL::text AS penilai_jabatan,           --   assessor's position
       NULL::text AS penilai_unor,              --   assessor's unit
       NULL::text AS penilai_golongan_id,       --   assessor's SIASN golongan code
       NULL::date AS penilai_tmt_golongan,      --   since when
       NULL::text AS penilai_status,            --   ASN or NON ASN
       NULL::text AS atasan_nip,                --   assessor's superior's NIP or NRP
       NULL::text AS atasan_nama,               --   assessor's superior's name
       NULL::text AS atasan_jabatan,            --   assessor's superior's position
       NULL::text AS atasan_unor,               --   assessor's superior's unit
       NULL::text AS atasan_golongan_id,        --   assessor's superior's SIASN golongan code
       NULL::date AS atasan_tmt_golongan,       --   since when
       NULL::text AS atasan_status,             --   ASN or NON ASN
       NULL::text AS pejabat_penilai,           --   assessing official, where the site keeps one
       NULL::text AS atasan_pejabat_penilai     --   that official's superior
 WHERE false;

-- v_rw_skp_lama: optional. Appraisals of 2014 to 2020; skp/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_skp_lama AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::integer AS tahun,                  -- R year
       NULL::integer AS jenis_jabatan,          -- R 1 structural, 2 JF, 4 pelaksana (SIASN codes)
       NULL::numeric AS nilai_skp,              -- R SKP score, 0-100, decimals allowed
       NULL::numeric AS orientasi_pelayanan,    --   0-100, decimals allowed
       NULL::numeric AS integritas,             --   0-100, decimals allowed
       NULL::numeric AS komitmen,               --   0-100, decimals allowed
       NULL::numeric AS disiplin,               --   0-100, decimals allowed
       NULL::numeric AS kerjasama,              --   0-100, decimals allowed
       NULL::numeric AS kepemimpinan,           --   0-100, decimals allowed
       NULL::numeric AS nilai_perilaku,         -- R behaviour's share of the score
       NULL::numeric AS nilai_prestasi,         -- R final score
       NULL::numeric AS jumlah,                 --   sum of the behaviour scores
       NULL::numeric AS nilai_rata,             --   their mean
       NULL::text AS penilai_nip,               -- R assessor's NIP or NRP
       NULL::text AS penilai_nama,              -- R assessor's name
       NULL::text AS penilai_jabatan,           --   assessor's position
       NULL::text AS penilai_unor,              --   assessor's unit
       NULL::text AS penilai_golongan_id,       --   assessor's SIASN golongan code
       NULL::date AS penilai_tmt_golongan,      --   since when
       NULL::text AS penilai_status,            --   ASN or NON ASN
       NULL::text AS atasan_nip,                --   assessor's superior's NIP or NRP
       NULL::text AS atasan_nama,               --   assessor's superior's name
       NULL::text AS atasan_jabatan,            --   assessor's superior's position
       NULL::text AS atasan_unor,               --   assessor's superior's unit
       NULL::text AS atasan_golongan_id,        --   assessor's superior's SIASN golongan code
       NULL::date AS atasan_tmt_golongan,       --   since when
       NULL::text AS atasan_status,             --   ASN or NON ASN
       NULL::text AS pejabat_penilai,           --   assessing official, where the site keeps one
       NULL::text AS atasan_pejabat_penilai     --   that official's superior
 WHERE false;

-- v_rw_angkakredit: optional. Credit points; angkakredit/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_angkakredit AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS rw_jabatan_src_id,         -- R the position row it belongs to, v_rw_jabatan.src_id
       NULL::text AS no_sk,                     -- R PAK number
       NULL::date AS tgl_sk,                    -- R PAK date
       NULL::integer AS bulan_mulai,            -- R first month
       NULL::integer AS tahun_mulai,            -- R year of the first month
       NULL::integer AS bulan_selesai,          -- R last month
       NULL::integer AS tahun_selesai,          -- R year of the last month
       NULL::numeric AS utama,                  -- R main credit
       NULL::numeric AS penunjang,              -- R supporting credit
       NULL::numeric AS total,                  -- R total credit
       NULL::boolean AS is_pertama,             --   first credit
       NULL::boolean AS is_integrasi,           --   integration credit
       NULL::boolean AS is_konversi             --   conversion credit
 WHERE false;

-- v_rw_penghargaan: optional. Awards; penghargaan/save.
CREATE OR REPLACE VIEW siasn_src.v_rw_penghargaan AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS harga_id,                  -- R SIASN penghargaan code
       NULL::text AS nama_raw,                  --   name as text, for reports only
       NULL::text AS no_sk,                     -- R decree number
       NULL::date AS tgl_sk,                    -- R decree date
       NULL::integer AS tahun                   -- R year
 WHERE false;

-- v_rw_hukdis: optional. Disciplinary sentences; hukdis/save. Sensitive: off by default, no delete at SIASN.
CREATE OR REPLACE VIEW siasn_src.v_rw_hukdis AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS tingkat_id,                -- R R light, S medium, B heavy
       NULL::text AS jenis_id,                  -- R SIASN jenisHukuman code
       NULL::text AS alasan_id,                 -- R SIASN alasanHukumanDisiplin id
       NULL::text AS golongan_id,               -- R SIASN golongan code at the sentence
       NULL::text AS golongan_lama,             --   SIASN golongan code before it
       NULL::text AS kedudukan_id,              -- R SIASN kedudukanHukum code
       NULL::text AS nomor_pp,                  --   number of the government regulation
       NULL::text AS no_sk,                     -- R decree number
       NULL::date AS tgl_sk,                    -- R decree date
       NULL::date AS tmt,                       -- R effective date
       NULL::date AS tgl_akhir,                 --   last day
       NULL::integer AS masa_tahun,             --   years
       NULL::integer AS masa_bulan,             --   months
       NULL::text AS no_sk_batal,               --   decree that annuls it
       NULL::date AS tgl_sk_batal,              --   date of that decree
       NULL::text AS ket,                       --   remark
       NULL::text AS dihentikan_id              --   SIASN id of the sentence that this one ends
 WHERE false;

-- v_rw_sertifikasi: optional. Certificates of competence; sertifikasi/save. Off by default.
CREATE OR REPLACE VIEW siasn_src.v_rw_sertifikasi AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS nama,                      -- R name of the certification
       NULL::text AS nomor,                     -- R certificate number
       NULL::date AS tgl_sertifikat,            -- R date
       NULL::text AS lembaga_id,                --   SIASN id of the certifying body
       NULL::text AS lembaga,                   --   its name
       NULL::text AS gelar_depan,               --   title before the name
       NULL::text AS gelar_belakang,            --   title after the name
       NULL::date AS berlaku_mulai,             --   valid from
       NULL::date AS berlaku_selesai,           --   valid to
       NULL::text AS rumpun_id                  --   SIASN rumpunJabatan id
 WHERE false;

-- v_pasangan: optional. Wife or husband; keluarga/pasangan/save. Off by default.
CREATE OR REPLACE VIEW siasn_src.v_pasangan AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS nama,                      -- R name
       NULL::integer AS ke,                     -- R first, second, ... marriage
       NULL::text AS tempat_lahir,              --   place of birth
       NULL::date AS tgl_lahir,                 --   birth date
       NULL::text AS agama_id,                  --   SIASN agama code
       NULL::text AS jenis_identitas,           --   kind of identity document, SIASN code
       NULL::text AS no_identitas,              --   its number
       NULL::text AS status_nikah,              --   SIASN jenisKawin code
       NULL::text AS no_akta_nikah,             --   marriage certificate
       NULL::date AS tgl_menikah,               --   date of marriage
       NULL::text AS no_akta_cerai,             --   divorce certificate
       NULL::text AS no_akta_meninggal,         --   death certificate
       NULL::boolean AS hidup,                  --   alive
       NULL::text AS pekerjaan,                 --   occupation
       NULL::text AS alamat,                    --   address
       NULL::text AS email,                     --   e-mail
       NULL::text AS no_hp                      --   mobile number
 WHERE false;

-- v_anak: optional. Children; keluarga/anak/save. Off by default; needs v_pasangan.
CREATE OR REPLACE VIEW siasn_src.v_anak AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS nama,                      -- R name
       NULL::date AS tgl_lahir,                 -- R birth date
       NULL::text AS jenis_kelamin,             -- R M or F
       NULL::text AS jenis_anak_id,             --   SIASN jenisAnak code
       NULL::text AS pasangan_src_id,           --   the other parent, v_pasangan.src_id
       NULL::text AS agama_id,                  --   SIASN agama code
       NULL::text AS jenis_kawin_id,            --   SIASN jenisKawin code
       NULL::text AS no_akta_lahir,             --   birth certificate
       NULL::boolean AS hidup,                  --   alive
       NULL::text AS no_akta_meninggal,         --   death certificate
       NULL::date AS tgl_meninggal,             --   date of death
       NULL::text AS jenis_identitas,           --   kind of identity document, SIASN code
       NULL::text AS no_identitas,              --   its number
       NULL::boolean AS pns,                    --   is a PNS
       NULL::text AS nip_anak,                  --   the child's NIP
       NULL::text AS alamat,                    --   address
       NULL::text AS email,                     --   e-mail
       NULL::text AS no_hp,                     --   mobile number
       NULL::text AS no_telp                    --   fixed-line number
 WHERE false;

-- v_rw_masakerja: optional. Recognised earlier service (PMK). Compare only: SIASN has no write for it.
CREATE OR REPLACE VIEW siasn_src.v_rw_masakerja AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS pengalaman,                -- R where
       NULL::date AS tgl_mulai,                 -- R first day
       NULL::date AS tgl_selesai,               -- R last day
       NULL::text AS no_sk,                     --   decree number
       NULL::date AS tgl_sk,                    --   decree date
       NULL::text AS no_bkn,                    --   number of BKN's consent
       NULL::date AS tgl_bkn,                   --   its date
       NULL::integer AS mk_tahun,               --   years recognised
       NULL::integer AS mk_bulan,               --   months recognised
       NULL::boolean AS dinilai                 --   counted for rank and pay
 WHERE false;

-- v_rw_pemberhentian: optional. Dismissals and retirements. Compare only: SIASN has no write for it.
CREATE OR REPLACE VIEW siasn_src.v_rw_pemberhentian AS
SELECT NULL::text AS src_id,                    -- R stable key of the row, collation "C"; natural key joined with |
       NULL::text AS nip,                       -- R 18 digits, no separators; the view strips, the daemon verifies
       NULL::text AS siasn_id,                  --   id of this row at SIASN where the site holds it; opaque
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected; only 1 is pushed
       NULL::boolean AS is_deleted,             --   true = soft-deleted; NULL or missing = false (hard delete)
       NULL::timestamptz AS updated_at,         --   last change; a hint for the stamp collector
       NULL::text AS src_table,                 --   base table, for reports only
       NULL::text AS tgl_raw,                   --   date text the view could not read; not NULL = quarantine DATE_TEXT
       NULL::text AS jenis_id,                  -- R SIASN jenisPemberhentian code
       NULL::text AS kedudukan_id,              --   SIASN kedudukanHukum code afterwards
       NULL::text AS no_sk,                     -- R decree number
       NULL::date AS tgl_sk                     -- R decree date
 WHERE false;

-- v_dokumen: optional. PDFs that belong to rows; exactly one of path, content, content_b64.
CREATE OR REPLACE VIEW siasn_src.v_dokumen AS
SELECT NULL::text AS src_id,                    -- R stable key of the file, collation "C"
       NULL::text AS owner_view,                -- R view of the row it belongs to, for example v_rw_jabatan
       NULL::text AS owner_src_id,              -- R src_id of that row
       NULL::integer AS ref_dokumen_id,         -- R SIASN document type, one its record kind takes: 872 SK jabatan, 873 pelantikan, 874 diklat, 881 kursus, ...
       NULL::text AS path,                      --   below the configured root, no .. and no symlink
       NULL::bytea AS content,                  --   the file itself
       NULL::text AS content_b64,               --   the file itself in base64
       NULL::text AS nama_file,                 --   file name
       NULL::text AS mime,                      --   application/pdf
       NULL::integer AS size,                   --   bytes
       NULL::text AS sha256,                    --   hex; where given, contents are only read again when it changes
       NULL::timestamptz AS updated_at          --   last change
 WHERE false;

-- v_standar_jabatan: optional. Requirements of a post, one row per post and period.
CREATE OR REPLACE VIEW siasn_src.v_standar_jabatan AS
SELECT NULL::text AS src_id,                    -- R stable key of the standard, collation "C"
       NULL::text AS jabatan_src_id,            --   v_jabatan_ref.src_id; NULL for structural
       NULL::text AS unor_src_id,               --   v_unor.src_id of a structural post
       NULL::integer AS berlaku_tahun,          --   year of the standard
       NULL::date AS berlaku_mulai,             --   valid from
       NULL::date AS berlaku_akhir,             --   valid to; NULL = open
       NULL::text AS pangkat_min_id,            --   SIASN golongan code
       NULL::text AS pangkat_max_id,            --   SIASN golongan code
       NULL::text AS pendidikan_min_tingkat_id, --   SIASN tingkatPendidikan code
       NULL::text AS eselon_id,                 --   SIASN eselon code
       NULL::integer AS kelas,                  --   job class
       NULL::numeric AS jpm_min,                --   least job person match, percent
       NULL::integer AS pengalaman_tahun,       --   years of experience
       NULL::text AS no_dasar                   --   decree the standard rests on
 WHERE false;

-- v_standar_pendidikan: optional. Education a post asks for.
CREATE OR REPLACE VIEW siasn_src.v_standar_pendidikan AS
SELECT NULL::text AS standar_src_id,            -- R v_standar_jabatan.src_id
       NULL::text AS tingkat_id,                -- R SIASN tingkatPendidikan code
       NULL::text AS pendidikan_id,             --   SIASN pendidikan id
       NULL::text AS jurusan_raw,               --   major as text
       NULL::boolean AS bebas_jurusan           --   true = any major
 WHERE false;

-- v_standar_diklat: optional. Training a post asks for.
CREATE OR REPLACE VIEW siasn_src.v_standar_diklat AS
SELECT NULL::text AS standar_src_id,            -- R v_standar_jabatan.src_id
       NULL::text AS jenis,                     -- R MANAJERIAL, FUNGSIONAL or TEKNIS
       NULL::text AS latihan_struktural_id,     --   SIASN latihanStruktural code
       NULL::text AS nama_raw,                  --   name as text
       NULL::text AS rumpun,                    --   job family
       NULL::integer AS tingkat_penting,        --   importance 1-3
       NULL::integer AS jp_min                  --   least hours
 WHERE false;

-- v_standar_kompetensi: optional. Competency levels a post asks for.
CREATE OR REPLACE VIEW siasn_src.v_standar_kompetensi AS
SELECT NULL::text AS standar_src_id,            -- R v_standar_jabatan.src_id
       NULL::text AS kompetensi_kode,           -- R code of the competency
       NULL::text AS kelompok,                  --   M managerial, SK socio-cultural, T technical
       NULL::integer AS level_min               -- R 1-5
 WHERE false;

-- v_hasil_uji: optional. Assessment and competency test results.
CREATE OR REPLACE VIEW siasn_src.v_hasil_uji AS
SELECT NULL::text AS src_id,                    -- R stable key of the result, collation "C"
       NULL::text AS nip,                       -- R 18 digits
       NULL::text AS jenis,                     -- R asesmen, ujikom or seleksi
       NULL::date AS tgl,                       -- R date of the result
       NULL::integer AS tahun,                  --   year
       NULL::text AS lembaga,                   --   institution
       NULL::text AS jabatan_src_id,            --   position tested for
       NULL::numeric AS jpm,                    --   job person match, percent
       NULL::numeric AS potensi,                --   potential
       NULL::text AS kategori,                  --   MS, MMS or KMS
       NULL::numeric AS nilai,                  --   score
       NULL::text AS no_sertifikat,             --   certificate number
       NULL::date AS berlaku_sampai,            --   valid to
       NULL::integer AS status_verif,           -- R 0 pending, 1 approved, 2 rejected
       NULL::boolean AS is_deleted,             --   NULL or missing = false
       NULL::timestamptz AS updated_at          --   last change
 WHERE false;

-- v_hasil_uji_detil: optional. Result by competency.
CREATE OR REPLACE VIEW siasn_src.v_hasil_uji_detil AS
SELECT NULL::text AS hasil_src_id,              -- R v_hasil_uji.src_id
       NULL::text AS kompetensi_kode,           -- R code of the competency
       NULL::numeric AS level_capaian,          -- R level reached
       NULL::integer AS level_standar,          --   level asked for
       NULL::numeric AS gap                     --   reached minus asked
 WHERE false;
