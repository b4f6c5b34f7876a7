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
       NULL::boolean AS is_terakhir             --   current position; for reports and DUP_POST, not sent
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

-- v_rw_skp: optional. Performance appraisal; skp22/save (yearly), kinerjaperiodik/save (periode not NULL).
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
       NULL::text AS periode,                   --   NULL yearly, else bulanan or triwulan
       NULL::integer AS bulan_mulai,            --   first month of the period
       NULL::integer AS bulan_selesai,          --   last month of the period
       NULL::integer AS hasil_nilai,            -- R result 1-3
       NULL::integer AS perilaku_nilai,         -- R behaviour 1-3
       NULL::integer AS kuadran_nilai,          --   quadrant 1-5; NULL = derived from the two
       NULL::text AS predikat_raw,              --   predicate as text, for reports only
       NULL::text AS penilai_nip,               -- R assessor's NIP or NRP; NULL = SKP_PARTIAL
       NULL::text AS penilai_nama,              -- R assessor's name
       NULL::text AS penilai_golongan_id,       --   assessor's SIASN golongan code
       NULL::text AS penilai_jabatan,           --   assessor's position
       NULL::text AS penilai_unor,              --   assessor's unit
       NULL::text AS penilai_status             --   ASN or NON ASN
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
       NULL::text AS ket                        --   remark
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
